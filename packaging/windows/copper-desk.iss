; The installer for Windows: for one person, without an administrator. Inno Setup 6.
; Defined by the command line: Version, Folder (what PyInstaller made), Icon, Output.

[Setup]
AppId={{6E6B7C5B-3F0C-4E0E-9B0F-6E2C5D1B7A42}
AppName=Copper Desk
AppVersion={#Version}
AppPublisher=Copper Desk contributors
DefaultDirName={localappdata}\Programs\Copper Desk
DisableProgramGroupPage=yes
DisableDirPage=auto
PrivilegesRequired=lowest
ArchitecturesAllowed=x64compatible
ArchitecturesInstallIn64BitMode=x64compatible
OutputDir={#Output}
OutputBaseFilename=copper-desk-{#Version}-windows-x86_64
SetupIconFile={#Icon}
UninstallDisplayIcon={app}\copper-desk-gui.exe
Compression=lzma2
SolidCompression=yes
WizardStyle=modern
CloseApplications=yes
ChangesEnvironment=yes

[Languages]
Name: "en"; MessagesFile: "compiler:Default.isl"
Name: "de"; MessagesFile: "compiler:Languages\German.isl"

[Files]
Source: "{#Folder}\*"; DestDir: "{app}"; Flags: ignoreversion recursesubdirs createallsubdirs

[Icons]
Name: "{userprograms}\Copper Desk"; Filename: "{app}\copper-desk-gui.exe"
Name: "{userprograms}\Copper Desk (practice account)"; Filename: "{app}\copper-desk-gui.exe"; Parameters: "--demo"

[Run]
Filename: "{app}\copper-desk-gui.exe"; Description: "{cm:LaunchProgram,Copper Desk}"; Flags: nowait postinstall skipifsilent
