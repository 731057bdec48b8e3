/* icuuc.dll for Wine, which has none (Windows 10 has it since version 1703): every converter is refused, as for an unknown
   encoding. Only the proof under Wine uses it; the installer does not carry it. */
#define NOTHING(name) __declspec(dllexport) void *name(void) { return 0; }
enum { FILE_ACCESS_ERROR = 4 };
__declspec(dllexport) void *ucnv_open(const char *name, int *error) { if (error) *error = FILE_ACCESS_ERROR; return 0; }
NOTHING(ucnv_close) NOTHING(UCNV_FROM_U_CALLBACK_SUBSTITUTE) NOTHING(UCNV_TO_U_CALLBACK_SUBSTITUTE) NOTHING(ucnv_reset)
NOTHING(ucnv_getMaxCharSize) NOTHING(ucnv_getName) NOTHING(ucnv_getToUCallBack) NOTHING(ucnv_getFromUCallBack)
NOTHING(ucnv_setToUCallBack) NOTHING(ucnv_setFromUCallBack) NOTHING(ucnv_cbToUWriteUChars) NOTHING(ucnv_toUnicode)
NOTHING(ucnv_cbFromUWriteUChars) NOTHING(ucnv_toUCountPending) NOTHING(ucnv_fromUCountPending) NOTHING(ucnv_getStandardName)
NOTHING(ucnv_getAvailableName) NOTHING(ucnv_countAvailable) NOTHING(ucnv_fromUnicode)
int __stdcall DllMain(void *library, unsigned reason, void *reserved) { return 1; }
