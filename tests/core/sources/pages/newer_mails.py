"""Alerts as their senders write them in 2026, their ads in no frame of their own."""

from email.message import EmailMessage

from tests.core.sources.pages.invented import Truth, heading, month, who


def message(ads: list[Truth], host: str, body: str, subtype: str) -> bytes:
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"alertes@{host}", "agence@exemple.fr", heading(ads)
    made["Date"], made["MIME-Version"] = "Mon, 02 Nov 2026 08:00:00 +0100", "1.0"
    made.set_content(body, subtype=subtype)
    return made.as_bytes()


def alone(ads: list[Truth], host: str) -> bytes:
    """An alert of one ad, in no frame of its own, its sender's address and capital below."""
    one = ads[0]
    lines = (
        one.title, f"Prix : {one.spaced} €{month(one)}", f"Ville : {one.postcode} {one.town}", one.words,
        "Publiée par un particulier" if one.seller == "private" else "Vendeur professionnel",
    )  # fmt: skip
    told = "".join(f"<p>{line}</p>" for line in lines)
    end = "<p>Annonces, SAS au capital de 150 000 €, 75002 Paris</p>"
    link = f'<a href="https://www.{host}/{one.slug}?m=1">Voir</a>'
    return message(ads, host, f"<html><body>{told}{link}{end}</body></html>", "html")


def unframed(ads: list[Truth], host: str) -> bytes:
    """Ads whose lines are rows of one table, nothing around each."""
    rows = "".join(
        f'<tr><td><a href="https://www.{host}/{one.slug}">{one.title}</a></td></tr><tr><td>{one.spaced} €</td></tr>'
        f"<tr><td>{one.town} {one.postcode}</td></tr><tr><td>{who(one)}</td></tr><tr><td>{one.words}</td></tr>"
        for one in ads
    )
    head = "<tr><td>Votre recherche : 100 000 € - 900 000 €</td></tr>"
    return message(ads, host, f"<html><body><table>{head}{rows}</table></body></html>", "html")


def compact(ads: list[Truth], host: str) -> bytes:
    """An alert without HTML: two lines an ad, no blank line between."""
    lines = [
        f"* {one.title} - {one.town} ({one.postcode}) - {one.spaced} € - {who(one)} - {one.words}\n"
        f"https://www.{host}/{one.slug}"
        for one in ads
    ]
    return message(ads, host, "Bonjour,\n\nVos annonces :\n\n" + "\n".join(lines) + "\n\nÀ bientôt\n", "plain")


def sideways(ads: list[Truth], host: str) -> bytes:
    """Two ads side by side, a line of each in every row of one table."""
    rows = ""
    for start in range(0, len(ads), 2):
        pair = ads[start : start + 2]
        for line in (
            [f'<a href="https://www.{host}/{one.slug}">{one.title}</a>' for one in pair],
            [f"{one.spaced} €" for one in pair], [f"{one.town} ({one.postcode})" for one in pair],
            [who(one) for one in pair], [one.words for one in pair],
        ):  # fmt: skip
            rows += f"<tr>{''.join(f'<td>{cell}</td>' for cell in line)}</tr>"
    return message(ads, host, f"<html><body><table>{rows}</table></body></html>", "html")


def worded(ads: list[Truth], host: str) -> bytes:
    """An alert whose HTML says only to show the images, and offers an estimate."""
    made = EmailMessage()
    made["From"], made["To"], made["Subject"] = f"alertes@{host}", "agence@exemple.fr", heading(ads)
    made["Date"], made["MIME-Version"] = "Mon, 02 Nov 2026 08:00:00 +0100", "1.0"
    lines = [
        f"{one.title}\n{one.town} ({one.postcode})\n{one.spaced} €\n{who(one)}\n{one.words}\nhttps://www.{host}/{one.slug}"
        for one in ads
    ]
    made.set_content("Estimez votre bien : 250 000 € en moyenne, 80 m², à Vitré (35500)\n\n" + "\n\n".join(lines))
    made.add_alternative("<html><body>Affichez les images.</body></html>", subtype="html")
    return made.as_bytes()
