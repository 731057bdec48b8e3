"""What an invented agency answers once about what its letters state, so that they may leave."""

ANSWERS = {
    "has_dpo": "0",
    "sends_abroad": "0",
    "scores": "0",
    "sells_data": "0",
    "free_estimate": "1",
    "any_day": "1",
    "lets": "1",
    "manages": "1",
    "software_place": "own",
}
