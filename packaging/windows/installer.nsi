; The installer, for one user, without an administrator: makensis -DVERSION= -DSOURCE= -DICON= -DOUT= installer.nsi
Unicode true
Target amd64-unicode
!include MUI2.nsh
!include FileFunc.nsh
!include LogicLib.nsh
!define NAME "Premier Contact"
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\PremierContact"
!define OPENS "Software\Classes\Applications\PremierContact.exe"
!define DATA "$LOCALAPPDATA\premier-contact"
Name "${NAME}"
OutFile "${OUT}"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\${NAME}"
InstallDirRegKey HKCU "Software\PremierContact" "Folder"
SetCompressor /SOLID lzma
SetCompressorDictSize 64
BrandingText "${NAME} ${VERSION}"
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "${NAME}"
VIAddVersionKey "FileDescription" "Installation de ${NAME}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "LegalCopyright" "MIT"
!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\PremierContact.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "French"
!insertmacro MUI_LANGUAGE "English"

LangString OPEN ${LANG_FRENCH} "Premier Contact est ouvert. Fermez sa fenêtre, puis réessayez."
LangString OPEN ${LANG_ENGLISH} "Premier Contact is open. Close its window, then try again."
LangString CONSOLE ${LANG_FRENCH} "Premier Contact (invite de commandes)"
LangString CONSOLE ${LANG_ENGLISH} "Premier Contact (command prompt)"
LangString DATA_TOO ${LANG_FRENCH} "Effacer aussi vos prospects, vos lettres et votre registre d'oppositions ?$\n$\nSans le registre, vous ne saurez plus qui a refusé. Répondez Non si vous réinstallez le programme."
LangString DATA_TOO ${LANG_ENGLISH} "Also erase your leads, letters and register of oppositions?$\n$\nWithout the register nobody will know who refused. Answer No if you install the program again."
LangString FULL ${LANG_FRENCH} "Il manque de la place, ou un fichier n'a pas pu être remplacé. Rien n'est perdu : libérez de la place et relancez l'installation."
LangString FULL ${LANG_ENGLISH} "Room is short, or a file could not be replaced. Nothing is lost: make room and start the installation again."

; A window holds this mutex while it is open: its files cannot be replaced.
!macro WAIT_FOR_THE_WINDOW AGAIN
${AGAIN}:
  System::Call 'kernel32::OpenMutexW(i 0x100000, i 0, w "PremierContactWindow") p .r0'
  ${If} $0 P<> 0
    System::Call 'kernel32::CloseHandle(p r0)'
    IfSilent 0 +3
      SetErrorLevel 3
      Quit
    MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "$(OPEN)" IDRETRY ${AGAIN}
    Quit
  ${EndIf}
!macroend

Function .onInit
  !insertmacro WAIT_FOR_THE_WINDOW opened
FunctionEnd
Function un.onInit
  !insertmacro WAIT_FOR_THE_WINDOW un_opened
FunctionEnd

Section
  SetOutPath "$INSTDIR"
  ; What an older version left is not mixed with the new one.
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\Lib"
  RMDir /r "$INSTDIR\DLLs"
  RMDir /r "$INSTDIR\licences"
  ClearErrors
  File /r "${SOURCE}\*"
  ${If} ${Errors}
    MessageBox MB_ICONSTOP "$(FULL)" /SD IDOK
    SetErrorLevel 4
    Quit
  ${EndIf}
  CreateDirectory "$SMPROGRAMS\${NAME}"
  CreateShortcut "$SMPROGRAMS\${NAME}\${NAME}.lnk" "$INSTDIR\PremierContact.exe"
  CreateShortcut "$SMPROGRAMS\${NAME}\$(CONSOLE).lnk" "$SYSDIR\cmd.exe" '/k cd /d "$INSTDIR" && premier-contact.exe --help' "$INSTDIR\premier-contact.exe"
  CreateShortcut "$DESKTOP\${NAME}.lnk" "$INSTDIR\PremierContact.exe"
  WriteUninstaller "$INSTDIR\Desinstaller.exe"
  WriteRegStr HKCU "Software\PremierContact" "Folder" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "DisplayName" "${NAME}"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\PremierContact.exe"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\Desinstaller.exe"'
  WriteRegStr HKCU "${KEY}" "QuietUninstallString" '"$INSTDIR\Desinstaller.exe" /S'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  ${GetSize} "$INSTDIR" "/S=0K" $0 $1 $2
  WriteRegDWORD HKCU "${KEY}" "EstimatedSize" $0
  ; « Ouvrir avec »: proposed for these, the usual program stays.
  WriteRegStr HKCU "${OPENS}" "FriendlyAppName" "${NAME}"
  WriteRegStr HKCU "${OPENS}\shell\open\command" "" '"$INSTDIR\PremierContact.exe" "%1"'
  !macro OPENS_TOO EXTENSION
    WriteRegStr HKCU "${OPENS}\SupportedTypes" "${EXTENSION}" ""
    WriteRegStr HKCU "Software\Classes\${EXTENSION}\OpenWithList\PremierContact.exe" "" ""
  !macroend
  !insertmacro OPENS_TOO ".eml"
  !insertmacro OPENS_TOO ".mhtml"
  !insertmacro OPENS_TOO ".csv"
  !insertmacro OPENS_TOO ".xlsx"
  !insertmacro OPENS_TOO ".vcf"
SectionEnd

Section "Uninstall"
  ; The base and its letters stay unless that is asked, twice: the answer by default is No, and a silent removal keeps them.
  ${If} ${FileExists} "${DATA}\*"
    MessageBox MB_YESNO|MB_ICONQUESTION|MB_DEFBUTTON2 "$(DATA_TOO)" /SD IDNO IDNO kept
      RMDir /r "${DATA}"
    kept:
  ${EndIf}
  RMDir /r "$INSTDIR\app"
  RMDir /r "$INSTDIR\Lib"
  RMDir /r "$INSTDIR\DLLs"
  RMDir /r "$INSTDIR\licences"
  Delete "$INSTDIR\*.exe"
  Delete "$INSTDIR\*.dll"
  Delete "$INSTDIR\*._pth"
  RMDir "$INSTDIR"
  RMDir /r "$SMPROGRAMS\${NAME}"
  Delete "$DESKTOP\${NAME}.lnk"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\PremierContact"
  DeleteRegKey HKCU "${OPENS}"
  !macro OPENS_NO_MORE EXTENSION
    DeleteRegKey HKCU "Software\Classes\${EXTENSION}\OpenWithList\PremierContact.exe"
  !macroend
  !insertmacro OPENS_NO_MORE ".eml"
  !insertmacro OPENS_NO_MORE ".mhtml"
  !insertmacro OPENS_NO_MORE ".csv"
  !insertmacro OPENS_NO_MORE ".xlsx"
  !insertmacro OPENS_NO_MORE ".vcf"
SectionEnd
