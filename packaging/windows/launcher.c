/* PremierContact.exe (the window) and premier-contact.exe (the verbs, in a console): Python, running app\main.py. Called
   with Python's own options, as the program calls its children, it is Python and nothing else. */
#include <windows.h>
#include <stdlib.h>
#include <wchar.h>

typedef int (*python_main)(int, wchar_t **);

static int is_pythons(const wchar_t *word) {
    return wcslen(word) == 2 && word[0] == L'-' && wcschr(L"cmPBIEsSuXO", word[1]) != NULL;
}

static int run(int count, wchar_t **words) {
    static wchar_t folder[32768], script[32768 + 16];
    GetModuleFileNameW(NULL, folder, 32767);
    wchar_t *cut = wcsrchr(folder, L'\\');
    if (cut) *cut = 0;
    SetDllDirectoryW(folder);
    _snwprintf(script, 32768 + 15, L"%ls\\app\\main.py", folder);
    HMODULE library = LoadLibraryW(PYTHON_DLL);
    python_main python = library ? (python_main)(void *)GetProcAddress(library, "Py_Main") : NULL;
    if (!python || GetFileAttributesW(script) == INVALID_FILE_ATTRIBUTES) {
        MessageBoxW(NULL,
                    L"Un fichier du programme manque.\nR\u00e9installez Premier Contact : vos donn\u00e9es restent o\u00f9 elles sont.",
                    L"Premier Contact", MB_ICONERROR);
        return 101;
    }
    if (count > 1 && is_pythons(words[1])) return python(count, words);
    wchar_t **all = calloc(count + 4, sizeof *all);
    int to = 0;
    all[to++] = words[0];
    all[to++] = L"-X";
    all[to++] = L"utf8";
    all[to++] = script;
    for (int from = 1; from < count; from++) all[to++] = words[from];
    return python(to, all);
}

#ifdef WINDOWED
int WINAPI wWinMain(HINSTANCE instance, HINSTANCE before, PWSTR line, int shown) {
    /* "-m", so that a program of the same name may be asked whether the window is open: the installer waits for it. */
    CreateMutexW(NULL, FALSE, L"PremierContactWindow");
    return run(__argc, __wargv);
}
#else
int wmain(int count, wchar_t **words) { return run(count, words); }
#endif
