<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
 <context>
  <name>CopperDesk</name>
  <message>
   <source>No key of “{name}” is kept on this computer. Choose Accounts to sign in.</source>
   <translation>Auf diesem Computer ist kein Schlüssel von „{name}“ gespeichert. Wählen Sie Konten, um sich anzumelden.</translation>
  </message>
  <message>
   <source>Copper did not describe {what} in the way that was expected. Try again; if it stays so, tell us.</source>
   <translation>Copper hat {what} nicht so beschrieben wie erwartet. Versuchen Sie es noch einmal; wenn es so bleibt, sagen Sie es uns.</translation>
  </message>
  <message>
   <source>its account</source>
   <translation>sein Konto</translation>
  </message>
  <message>
   <source>its users</source>
   <translation>seine Benutzer</translation>
  </message>
  <message>
   <source>its lead statuses</source>
   <translation>seine Lead-Status</translation>
  </message>
  <message>
   <source>its sources</source>
   <translation>seine Quellen</translation>
  </message>
  <message>
   <source>its custom fields</source>
   <translation>seine eigenen Felder</translation>
  </message>
  <message>
   <source>{s} s</source>
   <translation>{s} s</translation>
  </message>
  <message>
   <source>under 1 s</source>
   <translation>unter 1 s</translation>
  </message>
  <message>
   <source>Copper could not answer just now; trying again in {time}.</source>
   <translation>Copper konnte gerade nicht antworten; neuer Versuch in {time}.</translation>
  </message>
  <message>
   <source>Copper asks us to wait {time}.</source>
   <translation>Copper bittet, {time} zu warten.</translation>
  </message>
  <message>
   <source>“{address}” is no address of Copper’s. Use {usual}.</source>
   <translation>„{address}“ ist keine Adresse von Copper. Verwenden Sie {usual}.</translation>
  </message>
  <message>
   <source>The address {host} uses plain http, which would show your key and leads to others on the way. Use an https:// address.</source>
   <translation>Die Adresse {host} verwendet unverschlüsseltes http; damit könnten andere unterwegs Ihren Schlüssel und Ihre Leads lesen. Verwenden Sie eine https://-Adresse.</translation>
  </message>
  <message>
   <source>The e-mail address of the key’s owner is missing or has a typing error.</source>
   <translation>Die E-Mail-Adresse des Schlüsselinhabers fehlt oder enthält einen Tippfehler.</translation>
  </message>
  <message>
   <source>The API key is missing or holds characters that no key has. Copy it again from Copper: Settings &gt; Integrations &gt; API Keys.</source>
   <translation>Der API-Schlüssel fehlt oder enthält Zeichen, die kein Schlüssel hat. Kopieren Sie ihn noch einmal aus Copper: Settings &gt; Integrations &gt; API Keys.</translation>
  </message>
  <message>
   <source>Proxy</source>
   <translation>Proxy</translation>
  </message>
  <message>
   <source>Network</source>
   <translation>Netzwerk</translation>
  </message>
  <message>
   <source>Certificate</source>
   <translation>Zertifikat</translation>
  </message>
  <message>
   <source>Key and e-mail</source>
   <translation>Schlüssel und E-Mail</translation>
  </message>
  <message>
   <source>Leads switched on</source>
   <translation>Leads eingeschaltet</translation>
  </message>
  <message>
   <source>Rights</source>
   <translation>Rechte</translation>
  </message>
  <message>
   <source>Copper Desk: test of the connection</source>
   <translation>Copper Desk: Test der Verbindung</translation>
  </message>
  <message>
   <source>Host: {host}</source>
   <translation>Host: {host}</translation>
  </message>
  <message>
   <source>Port: {port}</source>
   <translation>Port: {port}</translation>
  </message>
  <message>
   <source>Through the proxy {proxy}.</source>
   <translation>Über den Proxy {proxy}.</translation>
  </message>
  <message>
   <source>No proxy is set: the direct way.</source>
   <translation>Kein Proxy eingestellt: der direkte Weg.</translation>
  </message>
  <message>
   <source>The account is {name}, with leads switched on.</source>
   <translation>Das Konto ist {name}, Leads sind eingeschaltet.</translation>
  </message>
  <message>
   <source>This user may see leads: about {total} of them.</source>
   <translation>Dieser Benutzer darf Leads sehen: etwa {total}.</translation>
  </message>
  <message>
   <source>{host} answers.</source>
   <translation>{host} antwortet.</translation>
  </message>
  <message>
   <source>Leads are switched off in this account. An admin can switch them on in Copper’s settings.</source>
   <translation>In diesem Konto sind Leads ausgeschaltet. Ein Admin kann sie in den Einstellungen von Copper einschalten.</translation>
  </message>
  <message>
   <source>This user may not see leads. Ask an admin of the account for the right, or use an admin’s key.</source>
   <translation>Dieser Benutzer darf keine Leads sehen. Bitten Sie einen Admin des Kontos um das Recht, oder verwenden Sie den Schlüssel eines Admins.</translation>
  </message>
  <message>
   <source>This user may see leads.</source>
   <translation>Dieser Benutzer darf Leads sehen.</translation>
  </message>
  <message>
   <source>Copper knows this key as {name}.</source>
   <translation>Copper kennt diesen Schlüssel als {name}.</translation>
  </message>
  <message>
   <source>Copper accepts this key.</source>
   <translation>Copper nimmt diesen Schlüssel an.</translation>
  </message>
  <message>
   <source>The connection is secure, and this computer trusts its certificate.</source>
   <translation>Die Verbindung ist sicher, und dieser Computer vertraut ihrem Zertifikat.</translation>
  </message>
  <message>
   <source>Not needed: the address is this computer itself.</source>
   <translation>Nicht nötig: Die Adresse ist dieser Computer selbst.</translation>
  </message>
  <message>
   <source>without a name</source>
   <translation>ohne Namen</translation>
  </message>
  <message>
   <source>ok</source>
   <translation>ok</translation>
  </message>
  <message>
   <source>FAILED</source>
   <translation>FEHLGESCHLAGEN</translation>
  </message>
  <message>
   <source>The proxy {proxy} cannot be used: it must be an http, https or socks5 address like http://proxy.example:8080. Correct its address, or ask your IT.</source>
   <translation>Der Proxy {proxy} ist nicht verwendbar: Es muss eine http-, https- oder socks5-Adresse wie http://proxy.example:8080 sein. Berichtigen Sie die Adresse, oder fragen Sie Ihre IT.</translation>
  </message>
  <message>
   <source>The proxy script {address} cannot be used. Check its address, or ask your IT.</source>
   <translation>Das Proxy-Skript {address} ist nicht verwendbar. Prüfen Sie die Adresse, oder fragen Sie Ihre IT.</translation>
  </message>
  <message>
   <source>it is too large</source>
   <translation>es ist zu groß</translation>
  </message>
  <message>
   <source>Copper did not accept this API key with this e-mail address. Sign in again.</source>
   <translation>Copper hat diesen API-Schlüssel mit dieser E-Mail-Adresse nicht angenommen. Melden Sie sich neu an.</translation>
  </message>
  <message>
   <source>Copper did not allow this: leads may be switched off in the account, or the key’s user may lack the right.</source>
   <translation>Copper hat das nicht erlaubt: Vielleicht sind Leads im Konto ausgeschaltet, oder dem Benutzer des Schlüssels fehlt das Recht.</translation>
  </message>
  <message>
   <source>Copper counts too many calls just now and asks to wait.</source>
   <translation>Copper zählt gerade zu viele Aufrufe und bittet zu warten.</translation>
  </message>
  <message>
   <source>A web page came back instead of Copper’s answer. Probably a proxy or a sign-in page stands in between: open a web page in your browser, or ask your IT.</source>
   <translation>Statt der Antwort von Copper kam eine Webseite zurück. Wahrscheinlich steht ein Proxy oder eine Anmeldeseite dazwischen: Öffnen Sie eine Webseite in Ihrem Browser, oder fragen Sie Ihre IT.</translation>
  </message>
  <message>
   <source>Copper’s answer could not be read. Try again; if it stays so, something on the way changes answers.</source>
   <translation>Die Antwort von Copper war nicht lesbar. Versuchen Sie es noch einmal; wenn es so bleibt, verändert etwas unterwegs die Antworten.</translation>
  </message>
  <message>
   <source>Copper answered a search with something else than a list of leads.</source>
   <translation>Copper hat auf eine Suche mit etwas anderem als einer Liste von Leads geantwortet.</translation>
  </message>
  <message>
   <source>Copper refused this lead without a reason.</source>
   <translation>Copper hat diesen Lead ohne Begründung abgelehnt.</translation>
  </message>
  <message>
   <source>Copper now takes at most {limit} leads in one call.</source>
   <translation>Copper nimmt jetzt höchstens {limit} Leads je Aufruf.</translation>
  </message>
  <message>
   <source>Copper refused this call (HTTP {status}).</source>
   <translation>Copper hat diesen Aufruf abgelehnt (HTTP {status}).</translation>
  </message>
  <message>
   <source>{sentence} Copper says: {text}</source>
   <translation>{sentence} Copper sagt: {text}</translation>
  </message>
  <message>
   <source>Copper, or a gateway before it, has a fault just now (HTTP {status}). Nothing is wrong on your side.</source>
   <translation>Copper oder ein Gateway davor hat gerade eine Störung (HTTP {status}). Bei Ihnen ist alles in Ordnung.</translation>
  </message>
  <message>
   <source>Copper has a fault just now (HTTP {status}).</source>
   <translation>Copper hat gerade eine Störung (HTTP {status}).</translation>
  </message>
  <message>
   <source>to {host}</source>
   <translation>auf {host}</translation>
  </message>
  <message>
   <source>elsewhere</source>
   <translation>anderswohin</translation>
  </message>
  <message>
   <source>Something on the way (a proxy or a sign-in page) answered instead of Copper and points {target}. Open a web page in your browser to sign in there, or ask your IT.</source>
   <translation>Etwas unterwegs (ein Proxy oder eine Anmeldeseite) hat statt Copper geantwortet und verweist {target}. Öffnen Sie eine Webseite in Ihrem Browser, um sich dort anzumelden, oder fragen Sie Ihre IT.</translation>
  </message>
  <message>
   <source>Copper answered a bulk call with something else than a list of leads.</source>
   <translation>Copper hat auf einen Sammelaufruf mit etwas anderem als einer Liste von Leads geantwortet.</translation>
  </message>
  <message>
   <source>The proxy asks for a name and password. Type them under File › Accounts… › Proxy, or set HTTPS_PROXY to http://name:password@address:port for Copper Desk.</source>
   <translation>Der Proxy verlangt Name und Passwort. Geben Sie sie unter Datei › Konten… › Proxy ein, oder setzen Sie HTTPS_PROXY für Copper Desk auf http://name:passwort@adresse:port.</translation>
  </message>
  <message>
   <source>Copper refused this call.</source>
   <translation>Copper hat diesen Aufruf abgelehnt.</translation>
  </message>
  <message>
   <source>The connection broke off before Copper’s answer was complete.</source>
   <translation>Die Verbindung brach ab, bevor die Antwort von Copper vollständig war.</translation>
  </message>
  <message>
   <source>{host} could not be reached. Check the internet connection; a firewall may block it.</source>
   <translation>{host} war nicht erreichbar. Prüfen Sie die Internetverbindung; vielleicht sperrt eine Firewall sie.</translation>
  </message>
  <message>
   <source>Copper did not answer within {n} seconds.</source>
   <translation>Copper hat innerhalb von {n} Sekunden nicht geantwortet.</translation>
  </message>
  <message>
   <source>The proxy {proxy} asks for a name and password. Type them under File › Accounts… › Proxy, or set HTTPS_PROXY to http://name:password@address:port for Copper Desk.</source>
   <translation>Der Proxy {proxy} verlangt Name und Passwort. Geben Sie sie unter Datei › Konten… › Proxy ein, oder setzen Sie HTTPS_PROXY für Copper Desk auf http://name:passwort@adresse:port.</translation>
  </message>
  <message>
   <source>The address {host} was not found. Check the internet connection.</source>
   <translation>Die Adresse {host} wurde nicht gefunden. Prüfen Sie die Internetverbindung.</translation>
  </message>
  <message>
   <source>{n} seconds</source>
   <translation>{n} Sekunden</translation>
  </message>
  <message>
   <source>{host} did not answer within {waited}. Check the internet connection; a firewall may block it.</source>
   <translation>{host} hat innerhalb von {waited} nicht geantwortet. Prüfen Sie die Internetverbindung; vielleicht sperrt eine Firewall sie.</translation>
  </message>
  <message>
   <source>Too many calls are under way at once. Try again.</source>
   <translation>Es sind zu viele Aufrufe zugleich unterwegs. Versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>No secure connection to {host}: its certificate is not trusted on this computer. A security program or proxy may stand in between: ask your IT to add its certificate to the system.</source>
   <translation>Keine sichere Verbindung zu {host}: Dieser Computer vertraut dem Zertifikat nicht. Vielleicht steht ein Sicherheitsprogramm oder Proxy dazwischen: Bitten Sie Ihre IT, dessen Zertifikat im System zu hinterlegen.</translation>
  </message>
  <message>
   <source>The proxy {proxy} does not let this program through to Copper (HTTP {status}). Ask your IT.</source>
   <translation>Der Proxy {proxy} lässt dieses Programm nicht zu Copper durch (HTTP {status}). Fragen Sie Ihre IT.</translation>
  </message>
  <message>
   <source>The proxy {proxy} does not answer. Check its address and port, or ask your IT.</source>
   <translation>Der Proxy {proxy} antwortet nicht. Prüfen Sie Adresse und Port, oder fragen Sie Ihre IT.</translation>
  </message>
  <message>
   <source>The answer did not end. Something on the way is out of order.</source>
   <translation>Die Antwort nahm kein Ende. Etwas unterwegs ist nicht in Ordnung.</translation>
  </message>
  <message>
   <source>opening changes of {name}</source>
   <translation>Öffnen der Änderungen von {name}</translation>
  </message>
  <message>
   <source>opening changes</source>
   <translation>Öffnen von Änderungen</translation>
  </message>
  <message>
   <source>{n} of your changes are of a field that is no longer in the account. They are kept and come back with the field.</source>
   <translation>{n} Ihrer Änderungen betreffen ein Feld, das es im Konto nicht mehr gibt. Sie bleiben aufgehoben und kommen mit dem Feld zurück.</translation>
  </message>
  <message>
   <source>The push could not be written down, so it never began.</source>
   <translation>Die Sendung konnte nicht festgehalten werden und hat darum nie begonnen.</translation>
  </message>
  <message>
   <source>{error} Times are shown in UTC.</source>
   <translation>{error} Zeiten werden in UTC gezeigt.</translation>
  </message>
  <message>
   <source>A later push sent this lead again before Copper could be asked about this one.</source>
   <translation>Eine spätere Sendung hat diesen Lead noch einmal gesendet, bevor Copper nach dieser gefragt werden konnte.</translation>
  </message>
  <message>
   <source>Copper shows only {n} leads created in the same second, so some are not loaded.</source>
   <translation>Copper zeigt nur {n} Leads, die in derselben Sekunde angelegt wurden; einige sind darum nicht geladen.</translation>
  </message>
  <message>
   <source>The load was stopped; more leads are in Copper.</source>
   <translation>Das Laden wurde abgebrochen; in Copper gibt es noch mehr Leads.</translation>
  </message>
  <message>
   <source>changes and the history of pushes</source>
   <translation>Ihre Änderungen und den Verlauf der Sendungen</translation>
  </message>
  <message>
   <source>leads</source>
   <translation>Leads</translation>
  </message>
  <message>
   <source>The file that kept your {what} was damaged. It was set aside as {path} and a new one was begun.</source>
   <translation>Die Datei für {what} war beschädigt. Sie wurde als {path} beiseitegelegt, und eine neue wurde begonnen.</translation>
  </message>
  <message>
   <source>The leads cannot be kept on this computer: {trouble}</source>
   <translation>Die Leads können auf diesem Computer nicht aufgehoben werden: {trouble}</translation>
  </message>
  <message>
   <source>This lead was imported while the leads could not be refreshed, and Copper may hold it already. It is checked after the next refresh.</source>
   <translation>Dieser Lead wurde importiert, während die Leads nicht aktualisiert werden konnten, und steht vielleicht schon in Copper. Er wird nach dem nächsten Aktualisieren geprüft.</translation>
  </message>
  <message>
   <source>It is like {named}. Look at that first; change something here to send this one all the same.</source>
   <translation>Er gleicht {named}. Sehen Sie sich das zuerst an; ändern Sie hier etwas, um diesen trotzdem zu senden.</translation>
  </message>
  <message>
   <source>Lead {row}</source>
   <translation>Lead {row}</translation>
  </message>
  <message>
   <source>{n} leads, the first of them Lead {row}</source>
   <translation>{n} Leads, der erste davon Lead {row}</translation>
  </message>
  <message>
   <source>the account was never opened here</source>
   <translation>das Konto wurde hier nie geöffnet</translation>
  </message>
  <message>
   <source>Copper Desk ended before the push did.</source>
   <translation>Copper Desk endete vor der Sendung.</translation>
  </message>
  <message>
   <source>This account is read-only on this computer, so nothing was sent. Preferences can change that.</source>
   <translation>Dieses Konto ist auf diesem Computer schreibgeschützt, darum wurde nichts gesendet. Die Einstellungen können das ändern.</translation>
  </message>
  <message>
   <source>It was sent when Copper Desk ended, and is being looked up in Copper.</source>
   <translation>Er war unterwegs, als Copper Desk endete, und wird jetzt in Copper nachgeschlagen.</translation>
  </message>
  <message>
   <source>Copper Desk ended before this lead was sent.</source>
   <translation>Copper Desk endete, bevor dieser Lead gesendet wurde.</translation>
  </message>
  <message>
   <source>It was changed since.</source>
   <translation>Es wurde seitdem geändert.</translation>
  </message>
  <message>
   <source>It is changed here and not pushed yet.</source>
   <translation>Es ist hier geändert und noch nicht gesendet.</translation>
  </message>
  <message>
   <source>This field is no longer in the account.</source>
   <translation>Dieses Feld gibt es im Konto nicht mehr.</translation>
  </message>
  <message>
   <source>Copper keeps a name that was once given.</source>
   <translation>Copper behält einen einmal vergebenen Namen.</translation>
  </message>
  <message>
   <source>It was created by this push. Delete it in Copper if it is not wanted.</source>
   <translation>Er wurde von dieser Sendung angelegt. Löschen Sie ihn in Copper, wenn er nicht gewünscht ist.</translation>
  </message>
  <message>
   <source>It was never confirmed that Copper took it. Look at it in Copper.</source>
   <translation>Es wurde nie bestätigt, dass Copper ihn angenommen hat. Sehen Sie in Copper nach.</translation>
  </message>
  <message>
   <source>It is gone from Copper: deleted, merged into another lead or converted.</source>
   <translation>Er ist aus Copper verschwunden: gelöscht, mit einem anderen Lead zusammengeführt oder umgewandelt.</translation>
  </message>
  <message>
   <source>Automations that the push started in Copper cannot be taken back.</source>
   <translation>Automatisierungen, die die Sendung in Copper ausgelöst hat, lassen sich nicht zurücknehmen.</translation>
  </message>
  <message>
   <source>revert of push {number}</source>
   <translation>Rücknahme der Sendung {number}</translation>
  </message>
  <message>
   <source>Columns</source>
   <translation>Spalten</translation>
  </message>
  <message>
   <source>Move up</source>
   <translation>Nach oben</translation>
  </message>
  <message>
   <source>Move the column up</source>
   <translation>Die Spalte nach oben verschieben</translation>
  </message>
  <message>
   <source>Move down</source>
   <translation>Nach unten</translation>
  </message>
  <message>
   <source>Move the column down</source>
   <translation>Die Spalte nach unten verschieben</translation>
  </message>
  <message>
   <source>Show all</source>
   <translation>Alle zeigen</translation>
  </message>
  <message>
   <source>Show every column listed</source>
   <translation>Jede aufgeführte Spalte zeigen</translation>
  </message>
  <message>
   <source>Hide all</source>
   <translation>Alle ausblenden</translation>
  </message>
  <message>
   <source>Hide every column listed</source>
   <translation>Jede aufgeführte Spalte ausblenden</translation>
  </message>
  <message>
   <source>Reset</source>
   <translation>Zurücksetzen</translation>
  </message>
  <message>
   <source>The columns of a new window</source>
   <translation>Die Spalten eines neuen Fensters</translation>
  </message>
  <message>
   <source>Close</source>
   <translation>Schließen</translation>
  </message>
  <message>
   <source>State and Name always stand at the left. Hidden fields are still filtered and pushed.</source>
   <translation>Zustand und Name stehen immer links. Auch ausgeblendete Felder werden gefiltert und gesendet.</translation>
  </message>
  <message>
   <source>Find a column</source>
   <translation>Spalte suchen</translation>
  </message>
  <message>
   <source>What is the view to be called?</source>
   <translation>Wie soll die Ansicht heißen?</translation>
  </message>
  <message>
   <source>Cancel</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>Rename view</source>
   <translation>Ansicht umbenennen</translation>
  </message>
  <message>
   <source>Save view</source>
   <translation>Ansicht speichern</translation>
  </message>
  <message>
   <source>Rename</source>
   <translation>Umbenennen</translation>
  </message>
  <message>
   <source>There is a view of this name.</source>
   <translation>Es gibt schon eine Ansicht dieses Namens.</translation>
  </message>
  <message>
   <source>Replace</source>
   <translation>Ersetzen</translation>
  </message>
  <message>
   <source>Save</source>
   <translation>Speichern</translation>
  </message>
  <message>
   <source>It keeps columns, order and filters, on this computer.</source>
   <translation>Sie bewahrt Spalten, Reihenfolge und Filter auf diesem Computer.</translation>
  </message>
  <message>
   <source>Sort</source>
   <translation>Sortieren</translation>
  </message>
  <message>
   <source>&amp;Then by another column</source>
   <translation>&amp;Danach nach einer weiteren Spalte</translation>
  </message>
  <message>
   <source>In the order of arrival</source>
   <translation>In der Reihenfolge des Eintreffens</translation>
  </message>
  <message>
   <source>Do not sort: in the order in which the leads came</source>
   <translation>Nicht sortieren: in der Reihenfolge, in der die Leads kamen</translation>
  </message>
  <message>
   <source>Column</source>
   <translation>Spalte</translation>
  </message>
  <message>
   <source>Direction</source>
   <translation>Richtung</translation>
  </message>
  <message>
   <source>Do not sort by this column</source>
   <translation>Nicht nach dieser Spalte sortieren</translation>
  </message>
  <message>
   <source>Sort the leads</source>
   <translation>Die Leads sortieren</translation>
  </message>
  <message>
   <source>Sort by</source>
   <translation>Sortieren nach</translation>
  </message>
  <message>
   <source>then by</source>
   <translation>danach nach</translation>
  </message>
  <message>
   <source>Nothing is set aside. Edit › Set aside… parks changes here.</source>
   <translation>Nichts ist beiseitegelegt. Bearbeiten › Beiseitelegen… hebt Änderungen hier auf.</translation>
  </message>
  <message>
   <source>Kept on this computer until you take them back. Nothing of them is sent meanwhile.</source>
   <translation>Auf diesem Computer, bis Sie sie zurücknehmen. Davon wird inzwischen nichts gesendet.</translation>
  </message>
  <message>
   <source>Changes set aside</source>
   <translation>Beiseitegelegte Änderungen</translation>
  </message>
  <message>
   <source>Delete…</source>
   <translation>Löschen…</translation>
  </message>
  <message>
   <source>Take back…</source>
   <translation>Zurücknehmen…</translation>
  </message>
  <message>
   <source>Name</source>
   <translation>Name</translation>
  </message>
  <message>
   <source>Set aside</source>
   <translation>Beiseitelegen</translation>
  </message>
  <message>
   <source>Changes</source>
   <translation>Änderungen</translation>
  </message>
  <message>
   <source>Leads</source>
   <translation>Leads</translation>
  </message>
  <message>
   <source>Sets of changes</source>
   <translation>Sätze von Änderungen</translation>
  </message>
  <message>
   <source>Which changes</source>
   <translation>Welche Änderungen</translation>
  </message>
  <message>
   <source>All changes</source>
   <translation>Alle Änderungen</translation>
  </message>
  <message>
   <source>1 lead</source>
   <translation>1 Lead</translation>
  </message>
  <message>
   <source>{n} leads</source>
   <translation>{n} Leads</translation>
  </message>
  <message>
   <source>Selected leads</source>
   <translation>Ausgewählte Leads</translation>
  </message>
  <message>
   <source>Put 1 change in the sheet</source>
   <translation>1 Änderung in die Tabelle übernehmen</translation>
  </message>
  <message>
   <source>Put {n} changes in the sheet</source>
   <translation>{n} Änderungen in die Tabelle übernehmen</translation>
  </message>
  <message>
   <source>1 change</source>
   <translation>1 Änderung</translation>
  </message>
  <message>
   <source>{n} changes</source>
   <translation>{n} Änderungen</translation>
  </message>
  <message>
   <source>{changes} on 1 lead</source>
   <translation>{changes} an 1 Lead</translation>
  </message>
  <message>
   <source>{changes} on {n} leads</source>
   <translation>{changes} an {n} Leads</translation>
  </message>
  <message>
   <source>{names} and {n} more</source>
   <translation>{names} und {n} weitere</translation>
  </message>
  <message>
   <source>1 cell has another change of yours</source>
   <translation>In 1 Zelle steht eine andere Änderung von Ihnen</translation>
  </message>
  <message>
   <source>{n} cells have other changes of yours</source>
   <translation>In {n} Zellen stehen andere Änderungen von Ihnen</translation>
  </message>
  <message>
   <source>What would happen</source>
   <translation>Was geschehen würde</translation>
  </message>
  <message>
   <source>; 1 lead is new</source>
   <translation>; 1 Lead ist neu</translation>
  </message>
  <message>
   <source>; {n} leads are new</source>
   <translation>; {n} Leads sind neu</translation>
  </message>
  <message>
   <source>{changes}{new}. One step: Undo takes it back. Nothing is sent.</source>
   <translation>{changes}{new}. Ein Schritt: Rückgängig nimmt ihn zurück. Nichts wird gesendet.</translation>
  </message>
  <message>
   <source>1 change is here already.</source>
   <translation>1 Änderung ist schon hier.</translation>
  </message>
  <message>
   <source>{n} changes are here already, or in Copper by now.</source>
   <translation>{n} Änderungen sind schon hier oder inzwischen in Copper.</translation>
  </message>
  <message>
   <source>1 cell was changed in Copper meanwhile: it comes in as a conflict, and you choose.</source>
   <translation>1 Zelle wurde inzwischen in Copper geändert: Sie kommt als Konflikt herein, und Sie wählen.</translation>
  </message>
  <message>
   <source>{n} cells were changed in Copper meanwhile: they come in as conflicts, and you choose.</source>
   <translation>{n} Zellen wurden inzwischen in Copper geändert: Sie kommen als Konflikte herein, und Sie wählen.</translation>
  </message>
  <message>
   <source>1 lead is not among those loaded here and is left out: {names}.</source>
   <translation>1 Lead ist nicht unter den hier geladenen und bleibt weg: {names}.</translation>
  </message>
  <message>
   <source>{n} leads are not among those loaded here and are left out: {names}.</source>
   <translation>{n} Leads sind nicht unter den hier geladenen und bleiben weg: {names}.</translation>
  </message>
  <message>
   <source>1 lead is being sent or is not confirmed here, and is left out: {names}.</source>
   <translation>1 Lead wird gerade gesendet oder ist hier nicht bestätigt und bleibt weg: {names}.</translation>
  </message>
  <message>
   <source>{n} leads are being sent or are not confirmed here, and are left out: {names}.</source>
   <translation>{n} Leads werden gerade gesendet oder sind hier nicht bestätigt und bleiben weg: {names}.</translation>
  </message>
  <message>
   <source>This account has no such field, or one of another kind: {names}. What is in it is left out.</source>
   <translation>Dieses Konto hat kein solches Feld oder eines anderer Art: {names}. Was darin steht, bleibt weg.</translation>
  </message>
  <message>
   <source>Nothing to put in</source>
   <translation>Nichts zu übernehmen</translation>
  </message>
  <message>
   <source>Keep mine</source>
   <translation>Meine behalten</translation>
  </message>
  <message>
   <source>Take these instead</source>
   <translation>Stattdessen diese nehmen</translation>
  </message>
  <message>
   <source>Used last</source>
   <translation>Zuletzt benutzt</translation>
  </message>
  <message>
   <source>All</source>
   <translation>Alle</translation>
  </message>
  <message>
   <source>Nothing fits</source>
   <translation>Nichts passt</translation>
  </message>
  <message>
   <source>Command palette</source>
   <translation>Befehlspalette</translation>
  </message>
  <message>
   <source>Actions and columns</source>
   <translation>Befehle und Spalten</translation>
  </message>
  <message>
   <source>Nothing fits. Other words may: “fill”, “phone”, “column”.</source>
   <translation>Nichts passt. Vielleicht andere Wörter: „füllen“, „Telefon“, „Spalte“.</translation>
  </message>
  <message>
   <source>Type what to do, or a column to go to</source>
   <translation>Schreiben Sie, was zu tun ist, oder eine Spalte</translation>
  </message>
  <message>
   <source>Command palette: type what to do, or a column to go to</source>
   <translation>Befehlspalette: Schreiben Sie, was zu tun ist, oder eine Spalte</translation>
  </message>
  <message>
   <source>1 conflict settled: {sides}.</source>
   <translation>1 Konflikt geklärt: {sides}.</translation>
  </message>
  <message>
   <source>{n} conflicts settled: {sides}.</source>
   <translation>{n} Konflikte geklärt: {sides}.</translation>
  </message>
  <message>
   <source>settling 1 conflict</source>
   <translation>Klären von 1 Konflikt</translation>
  </message>
  <message>
   <source>settling {n} conflicts</source>
   <translation>Klären von {n} Konflikten</translation>
  </message>
  <message>
   <source>{n} with your value</source>
   <translation>{n} mit Ihrem Wert</translation>
  </message>
  <message>
   <source>{n} with Copper’s</source>
   <translation>{n} mit dem Wert aus Copper</translation>
  </message>
  <message>
   <source>{n} with the loaded one</source>
   <translation>{n} mit dem geladenen</translation>
  </message>
  <message>
   <source>(empty)</source>
   <translation>(leer)</translation>
  </message>
  <message>
   <source>Lead</source>
   <translation>Lead</translation>
  </message>
  <message>
   <source>Field</source>
   <translation>Feld</translation>
  </message>
  <message>
   <source>Yours</source>
   <translation>Ihr Wert</translation>
  </message>
  <message>
   <source>In Copper now</source>
   <translation>Jetzt in Copper</translation>
  </message>
  <message>
   <source>When loaded</source>
   <translation>Beim Laden</translation>
  </message>
  <message>
   <source>Choice</source>
   <translation>Wahl</translation>
  </message>
  <message>
   <source>Keep yours</source>
   <translation>Ihren behalten</translation>
  </message>
  <message>
   <source>Take Copper’s</source>
   <translation>Den aus Copper nehmen</translation>
  </message>
  <message>
   <source>Take the loaded one</source>
   <translation>Den geladenen nehmen</translation>
  </message>
  <message>
   <source>Open</source>
   <translation>Offen</translation>
  </message>
  <message>
   <source>Conflicts, one row a field of a lead</source>
   <translation>Konflikte, eine Zeile je Feld eines Leads</translation>
  </message>
  <message>
   <source>Someone else changed 1 lead in a field that you changed, too. Until you choose, it is held back.</source>
   <translation>Jemand anderes hat 1 Lead in einem Feld geändert, das auch Sie geändert haben. Bis Sie wählen, wird er zurückgehalten.</translation>
  </message>
  <message>
   <source>Someone else changed {n} leads in fields that you changed, too. Until you choose, they are held back.</source>
   <translation>Jemand anderes hat {n} Leads in Feldern geändert, die auch Sie geändert haben. Bis Sie wählen, werden sie zurückgehalten.</translation>
  </message>
  <message>
   <source>Settle conflicts</source>
   <translation>Konflikte klären</translation>
  </message>
  <message>
   <source>Choose between your values and Copper’s</source>
   <translation>Wählen Sie zwischen Ihren Werten und denen aus Copper</translation>
  </message>
  <message>
   <source>Keep your values</source>
   <translation>Ihre Werte behalten</translation>
  </message>
  <message>
   <source>Take Copper’s values</source>
   <translation>Die Werte aus Copper nehmen</translation>
  </message>
  <message>
   <source>Take the values that were loaded</source>
   <translation>Die geladenen Werte nehmen</translation>
  </message>
  <message>
   <source>Leave open</source>
   <translation>Offen lassen</translation>
  </message>
  <message>
   <source>Leave them open</source>
   <translation>Sie offen lassen</translation>
  </message>
  <message>
   <source>Ctrl+Enter</source>
   <translation>Strg+Eingabe</translation>
  </message>
  <message>
   <source>Selected {n}</source>
   <translation>Ausgewählte {n}</translation>
  </message>
  <message>
   <source>This lead {n}</source>
   <translation>Dieser Lead {n}</translation>
  </message>
  <message>
   <source>{field}, all leads {n}</source>
   <translation>{field}, alle Leads {n}</translation>
  </message>
  <message>
   <source>All {n}</source>
   <translation>Alle {n}</translation>
  </message>
  <message>
   <source>{chosen} of {all} chosen</source>
   <translation>{chosen} von {all} gewählt</translation>
  </message>
  <message>
   <source>Apply 1 choice</source>
   <translation>1 Wahl übernehmen</translation>
  </message>
  <message>
   <source>Apply {n} choices</source>
   <translation>{n} Wahlen übernehmen</translation>
  </message>
  <message>
   <source>Choose for: {cells}</source>
   <translation>Wählen für: {cells}</translation>
  </message>
  <message>
   <source>Nothing is sent by choosing.</source>
   <translation>Durch das Wählen wird nichts gesendet.</translation>
  </message>
  <message>
   <source>For</source>
   <translation>Für</translation>
  </message>
  <message>
   <source>&amp;Look</source>
   <translation>Da&amp;rstellung</translation>
  </message>
  <message>
   <source>&amp;Columns</source>
   <translation>Spalt&amp;en</translation>
  </message>
  <message>
   <source>Chan&amp;ge selection</source>
   <translation>A&amp;uswahl ändern</translation>
  </message>
  <message>
   <source>&amp;Take spaces off the ends</source>
   <translation>Leerzeichen am &amp;Rand entfernen</translation>
  </message>
  <message>
   <source>&amp;One space between words</source>
   <translation>&amp;Ein Leerzeichen zwischen Wörtern</translation>
  </message>
  <message>
   <source>&amp;UPPER CASE</source>
   <translation>&amp;GROSSBUCHSTABEN</translation>
  </message>
  <message>
   <source>&amp;lower case</source>
   <translation>&amp;kleinbuchstaben</translation>
  </message>
  <message>
   <source>T&amp;itle Case</source>
   <translation>&amp;Wortanfänge Groß</translation>
  </message>
  <message>
   <source>&amp;Phone as +31201234567…</source>
   <translation>&amp;Telefon als +31201234567…</translation>
  </message>
  <message>
   <source>Phone as written in its countr&amp;y…</source>
   <translation>Telefon wie im &amp;Land üblich…</translation>
  </message>
  <message>
   <source>Country &amp;as its two letters…</source>
   <translation>Land als zwei &amp;Buchstaben…</translation>
  </message>
  <message>
   <source>&amp;Set value…</source>
   <translation>Wert &amp;setzen…</translation>
  </message>
  <message>
   <source>&amp;Copy from another column…</source>
   <translation>Aus &amp;anderer Spalte übernehmen…</translation>
  </message>
  <message>
   <source>Fill and select &amp;more</source>
   <translation>Ausfüllen und &amp;mehr auswählen</translation>
  </message>
  <message>
   <source>Fill &amp;down</source>
   <translation>Nach &amp;unten ausfüllen</translation>
  </message>
  <message>
   <source>Fill &amp;right</source>
   <translation>Nach &amp;rechts ausfüllen</translation>
  </message>
  <message>
   <source>&amp;Copy from above</source>
   <translation>Von &amp;oben übernehmen</translation>
  </message>
  <message>
   <source>&amp;Today’s date</source>
   <translation>Heutiges &amp;Datum</translation>
  </message>
  <message>
   <source>Select c&amp;olumns</source>
   <translation>&amp;Spalten auswählen</translation>
  </message>
  <message>
   <source>Select ro&amp;ws</source>
   <translation>&amp;Zeilen auswählen</translation>
  </message>
  <message>
   <source>Saved vie&amp;ws</source>
   <translation>&amp;Gespeicherte Ansichten</translation>
  </message>
  <message>
   <source>&amp;Leads with changes</source>
   <translation>&amp;Leads mit Änderungen</translation>
  </message>
  <message>
   <source>&amp;Save view…</source>
   <translation>Ansicht &amp;speichern…</translation>
  </message>
  <message>
   <source>Save &amp;changes of this view</source>
   <translation>Änderungen dieser Ansicht s&amp;ichern</translation>
  </message>
  <message>
   <source>&amp;Rename view…</source>
   <translation>Ansicht &amp;umbenennen…</translation>
  </message>
  <message>
   <source>&amp;Delete view</source>
   <translation>Ansicht lösc&amp;hen</translation>
  </message>
  <message>
   <source>&amp;File</source>
   <translation>&amp;Datei</translation>
  </message>
  <message>
   <source>&amp;Edit</source>
   <translation>&amp;Bearbeiten</translation>
  </message>
  <message>
   <source>&amp;View</source>
   <translation>&amp;Ansicht</translation>
  </message>
  <message>
   <source>&amp;Leads</source>
   <translation>&amp;Leads</translation>
  </message>
  <message>
   <source>&amp;Push</source>
   <translation>&amp;Senden</translation>
  </message>
  <message>
   <source>&amp;Help</source>
   <translation>&amp;Hilfe</translation>
  </message>
  <message>
   <source>&amp;Accounts…</source>
   <translation>&amp;Konten…</translation>
  </message>
  <message>
   <source>&amp;Practice account</source>
   <translation>Ü&amp;bungskonto</translation>
  </message>
  <message>
   <source>&amp;Reset practice account…</source>
   <translation>Übungskonto &amp;zurücksetzen…</translation>
  </message>
  <message>
   <source>&amp;Import…</source>
   <translation>&amp;Importieren…</translation>
  </message>
  <message>
   <source>Import from the clip&amp;board…</source>
   <translation>Aus der Z&amp;wischenablage importieren…</translation>
  </message>
  <message>
   <source>&amp;Export…</source>
   <translation>&amp;Exportieren…</translation>
  </message>
  <message>
   <source>&amp;Hand over changes…</source>
   <translation>Änderungen über&amp;geben…</translation>
  </message>
  <message>
   <source>&amp;Open changes…</source>
   <translation>Änderungen ö&amp;ffnen…</translation>
  </message>
  <message>
   <source>&amp;Keep leads on this computer</source>
   <translation>&amp;Leads auf diesem Computer behalten</translation>
  </message>
  <message>
   <source>&amp;Forget this account’s local data…</source>
   <translation>&amp;Daten dieses Kontos hier vergessen…</translation>
  </message>
  <message>
   <source>Preference&amp;s…</source>
   <translation>Einstellunge&amp;n…</translation>
  </message>
  <message>
   <source>&amp;Close</source>
   <translation>S&amp;chließen</translation>
  </message>
  <message>
   <source>&amp;Undo</source>
   <translation>&amp;Rückgängig</translation>
  </message>
  <message>
   <source>&amp;Redo</source>
   <translation>&amp;Wiederherstellen</translation>
  </message>
  <message>
   <source>Cu&amp;t</source>
   <translation>&amp;Ausschneiden</translation>
  </message>
  <message>
   <source>&amp;Copy</source>
   <translation>&amp;Kopieren</translation>
  </message>
  <message>
   <source>Copy &amp;with headers</source>
   <translation>Mit Überschri&amp;ften kopieren</translation>
  </message>
  <message>
   <source>&amp;Paste</source>
   <translation>&amp;Einfügen</translation>
  </message>
  <message>
   <source>C&amp;lear</source>
   <translation>&amp;Leeren</translation>
  </message>
  <message>
   <source>Put &amp;back to loaded values</source>
   <translation>Auf &amp;geladene Werte zurücksetzen</translation>
  </message>
  <message>
   <source>&amp;Keep my values over someone else’s</source>
   <translation>Meine Werte &amp;behalten statt der anderen</translation>
  </message>
  <message>
   <source>Set a&amp;side…</source>
   <translation>Be&amp;iseitelegen…</translation>
  </message>
  <message>
   <source>Changes set as&amp;ide…</source>
   <translation>Bei&amp;seitegelegte Änderungen…</translation>
  </message>
  <message>
   <source>&amp;Discard…</source>
   <translation>&amp;Verwerfen…</translation>
  </message>
  <message>
   <source>Select &amp;all</source>
   <translation>Alles auswä&amp;hlen</translation>
  </message>
  <message>
   <source>&amp;Find…</source>
   <translation>Su&amp;chen…</translation>
  </message>
  <message>
   <source>R&amp;eplace…</source>
   <translation>Erse&amp;tzen…</translation>
  </message>
  <message>
   <source>Find &amp;next</source>
   <translation>&amp;Nächstes suchen</translation>
  </message>
  <message>
   <source>Find pre&amp;vious</source>
   <translation>V&amp;orheriges suchen</translation>
  </message>
  <message>
   <source>C&amp;hange values…</source>
   <translation>Werte än&amp;dern…</translation>
  </message>
  <message>
   <source>Command pale&amp;tte…</source>
   <translation>Be&amp;fehlspalette…</translation>
  </message>
  <message>
   <source>&amp;Details</source>
   <translation>&amp;Details</translation>
  </message>
  <message>
   <source>&amp;Problems</source>
   <translation>&amp;Probleme</translation>
  </message>
  <message>
   <source>&amp;Messages…</source>
   <translation>&amp;Meldungen…</translation>
  </message>
  <message>
   <source>&amp;Filter leads</source>
   <translation>&amp;Leads filtern</translation>
  </message>
  <message>
   <source>Filter b&amp;y this column…</source>
   <translation>Nach dieser Spal&amp;te filtern…</translation>
  </message>
  <message>
   <source>Show &amp;only this value</source>
   <translation>Nur diesen &amp;Wert zeigen</translation>
  </message>
  <message>
   <source>&amp;Hide this value</source>
   <translation>Diesen Wert aus&amp;blenden</translation>
  </message>
  <message>
   <source>Show leads of the last p&amp;ush</source>
   <translation>Leads der letzten Se&amp;ndung zeigen</translation>
  </message>
  <message>
   <source>&amp;Show all leads</source>
   <translation>&amp;Alle Leads zeigen</translation>
  </message>
  <message>
   <source>Sort and filter &amp;again</source>
   <translation>Ne&amp;u sortieren und filtern</translation>
  </message>
  <message>
   <source>So&amp;rt…</source>
   <translation>&amp;Sortieren…</translation>
  </message>
  <message>
   <source>Arran&amp;ge columns…</source>
   <translation>Spalten an&amp;ordnen…</translation>
  </message>
  <message>
   <source>&amp;Next pane</source>
   <translation>Nä&amp;chster Bereich</translation>
  </message>
  <message>
   <source>Pre&amp;vious pane</source>
   <translation>&amp;Vorheriger Bereich</translation>
  </message>
  <message>
   <source>&amp;Refresh</source>
   <translation>Ak&amp;tualisieren</translation>
  </message>
  <message>
   <source>Load &amp;all leads again</source>
   <translation>Alle Leads neu &amp;laden</translation>
  </message>
  <message>
   <source>&amp;Stop loading</source>
   <translation>Laden an&amp;halten</translation>
  </message>
  <message>
   <source>&amp;New lead</source>
   <translation>&amp;Neuer Lead</translation>
  </message>
  <message>
   <source>&amp;Open in Copper</source>
   <translation>In Copper ö&amp;ffnen</translation>
  </message>
  <message>
   <source>Find &amp;duplicates</source>
   <translation>&amp;Duplikate suchen</translation>
  </message>
  <message>
   <source>&amp;Review changes…</source>
   <translation>Änderungen &amp;prüfen…</translation>
  </message>
  <message>
   <source>&amp;Push changes…</source>
   <translation>Änderungen &amp;senden…</translation>
  </message>
  <message>
   <source>Settle conf&amp;licts…</source>
   <translation>&amp;Konflikte klären…</translation>
  </message>
  <message>
   <source>Retry &amp;failed</source>
   <translation>Abgelehn&amp;te erneut senden</translation>
  </message>
  <message>
   <source>Retry &amp;selected</source>
   <translation>&amp;Ausgewählte erneut senden</translation>
  </message>
  <message>
   <source>P&amp;ause</source>
   <translation>Pa&amp;use</translation>
  </message>
  <message>
   <source>S&amp;top</source>
   <translation>A&amp;bbrechen</translation>
  </message>
  <message>
   <source>&amp;Next problem</source>
   <translation>&amp;Nächstes Problem</translation>
  </message>
  <message>
   <source>Pre&amp;vious problem</source>
   <translation>&amp;Vorheriges Problem</translation>
  </message>
  <message>
   <source>&amp;Clear marks</source>
   <translation>&amp;Markierungen löschen</translation>
  </message>
  <message>
   <source>&amp;Export results…</source>
   <translation>&amp;Ergebnisse exportieren…</translation>
  </message>
  <message>
   <source>Export fa&amp;ilures…</source>
   <translation>Abgelehnte e&amp;xportieren…</translation>
  </message>
  <message>
   <source>&amp;History…</source>
   <translation>Ve&amp;rlauf…</translation>
  </message>
  <message>
   <source>&amp;Keyboard shortcuts</source>
   <translation>&amp;Tastenkürzel</translation>
  </message>
  <message>
   <source>&amp;Guide</source>
   <translation>&amp;Anleitung</translation>
  </message>
  <message>
   <source>&amp;About Copper Desk</source>
   <translation>Ü&amp;ber Copper Desk</translation>
  </message>
  <message>
   <source>Like the &amp;system</source>
   <translation>Wie das &amp;System</translation>
  </message>
  <message>
   <source>&amp;Light</source>
   <translation>&amp;Hell</translation>
  </message>
  <message>
   <source>&amp;Dark</source>
   <translation>&amp;Dunkel</translation>
  </message>
  <message>
   <source>&amp;High contrast</source>
   <translation>Hoher &amp;Kontrast</translation>
  </message>
  <message>
   <source>{changes} in {file}. They are still here, too.</source>
   <translation>{changes} in {file}. Sie sind auch noch hier.</translation>
  </message>
  <message>
   <source>{changes} set aside as “{name}”.</source>
   <translation>{changes} als „{name}“ beiseitegelegt.</translation>
  </message>
  <message>
   <source>{changes} on 1 lead came from {source}. Not in Copper until you push.</source>
   <translation>{changes} an 1 Lead kamen aus {source}. Nicht in Copper, bis Sie senden.</translation>
  </message>
  <message>
   <source>{changes} on {n} leads came from {source}. Not in Copper until you push.</source>
   <translation>{changes} an {n} Leads kamen aus {source}. Nicht in Copper, bis Sie senden.</translation>
  </message>
  <message>
   <source>Set aside {moment}.</source>
   <translation>Beiseitegelegt {moment}.</translation>
  </message>
  <message>
   <source>1 lead stays as it is: it is being sent or not confirmed.</source>
   <translation>1 Lead bleibt, wie er ist: Er wird gerade gesendet oder ist nicht bestätigt.</translation>
  </message>
  <message>
   <source>{n} leads stay as they are: they are being sent or not confirmed.</source>
   <translation>{n} Leads bleiben, wie sie sind: Sie werden gerade gesendet oder sind nicht bestätigt.</translation>
  </message>
  <message>
   <source>Hand over changes</source>
   <translation>Änderungen übergeben</translation>
  </message>
  <message>
   <source>The changes go into one file, with the values that were loaded. Whoever opens it in Copper Desk on this account has them in their sheet, conflicts included. They stay here, too.</source>
   <translation>Die Änderungen kommen in eine Datei, mit den geladenen Werten. Wer sie in Copper Desk an diesem Konto öffnet, hat sie in der Tabelle, Konflikte eingeschlossen. Auch hier bleiben sie.</translation>
  </message>
  <message>
   <source>Set changes aside</source>
   <translation>Änderungen beiseitelegen</translation>
  </message>
  <message>
   <source>The changes leave the sheet, which shows the loaded values there, and wait on this computer.</source>
   <translation>Die Änderungen verlassen die Tabelle, die dort die geladenen Werte zeigt, und warten auf diesem Computer.</translation>
  </message>
  <message>
   <source>setting aside</source>
   <translation>Beiseitelegen</translation>
  </message>
  <message>
   <source>{file} holds changes of the account “{account}”. Open that account first.</source>
   <translation>{file} enthält Änderungen des Kontos „{account}“. Öffnen Sie zuerst jenes Konto.</translation>
  </message>
  <message>
   <source>{who}, {moment}</source>
   <translation>{who}, {moment}</translation>
  </message>
  <message>
   <source>{by}: {note}</source>
   <translation>{by}: {note}</translation>
  </message>
  <message>
   <source>Open changes</source>
   <translation>Änderungen öffnen</translation>
  </message>
  <message>
   <source>Take back “{name}”</source>
   <translation>„{name}“ zurücknehmen</translation>
  </message>
  <message>
   <source>A word to whoever opens it (optional)</source>
   <translation>Ein Wort an die, die es öffnen (freiwillig)</translation>
  </message>
  <message>
   <source>Save file…</source>
   <translation>Datei speichern…</translation>
  </message>
  <message>
   <source>Changes of {moment}</source>
   <translation>Änderungen vom {moment}</translation>
  </message>
  <message>
   <source>There is no change in the sheet.</source>
   <translation>In der Tabelle ist keine Änderung.</translation>
  </message>
  <message>
   <source>Take them out here</source>
   <translation>Hier herausnehmen</translation>
  </message>
  <message>
   <source>Show</source>
   <translation>Zeigen</translation>
  </message>
  <message>
   <source>All of these leads are being sent or are not confirmed. Wait for the push to end.</source>
   <translation>Alle diese Leads werden gerade gesendet oder sind nicht bestätigt. Warten Sie das Ende der Sendung ab.</translation>
  </message>
  <message>
   <source>Undo</source>
   <translation>Rückgängig</translation>
  </message>
  <message>
   <source>handing over</source>
   <translation>Übergeben</translation>
  </message>
  <message>
   <source>State</source>
   <translation>Zustand</translation>
  </message>
  <message>
   <source>Only: {name}</source>
   <translation>Nur: {name}</translation>
  </message>
  <message>
   <source>{column}: {filter}</source>
   <translation>{column}: {filter}</translation>
  </message>
  <message>
   <source> One change of it stays: Copper has that lead by now, or it is being sent.</source>
   <translation> Eine Änderung davon bleibt: Copper hat diesen Lead inzwischen, oder er wird gesendet.</translation>
  </message>
  <message>
   <source> {n} changes of it stay: Copper has those leads by now, or they are being sent.</source>
   <translation> {n} Änderungen davon bleiben: Copper hat diese Leads inzwischen, oder sie werden gesendet.</translation>
  </message>
  <message>
   <source>putting back 1 value of {field}</source>
   <translation>Zurücksetzen von 1 Wert in {field}</translation>
  </message>
  <message>
   <source>putting back {n} values of {field}</source>
   <translation>Zurücksetzen von {n} Werten in {field}</translation>
  </message>
  <message>
   <source>1 cell cleared.</source>
   <translation>1 Zelle geleert.</translation>
  </message>
  <message>
   <source>{n} cells cleared.</source>
   <translation>{n} Zellen geleert.</translation>
  </message>
  <message>
   <source>{pasted}. The first row looks like headers.</source>
   <translation>{pasted}. Die erste Zeile sieht nach Überschriften aus.</translation>
  </message>
  <message>
   <source>Discarded {changes}.</source>
   <translation>{changes} verworfen.</translation>
  </message>
  <message>
   <source> Not in Copper until you push.</source>
   <translation> Nicht in Copper, bis Sie senden.</translation>
  </message>
  <message>
   <source>Done again: {gesture}.</source>
   <translation>Wiederhergestellt: {gesture}.</translation>
  </message>
  <message>
   <source>Clear it instead</source>
   <translation>Stattdessen leeren</translation>
  </message>
  <message>
   <source>Clear these {n} instead</source>
   <translation>Stattdessen diese {n} leeren</translation>
  </message>
  <message>
   <source>Import as a sheet…</source>
   <translation>Als Tabelle importieren…</translation>
  </message>
  <message>
   <source>discarding {changes}</source>
   <translation>Verwerfen von {changes}</translation>
  </message>
  <message>
   <source>new lead</source>
   <translation>neuer Lead</translation>
  </message>
  <message>
   <source>last push</source>
   <translation>letzte Sendung</translation>
  </message>
  <message>
   <source>No lead shown has a problem, but hidden ones have.</source>
   <translation>Kein gezeigter Lead hat ein Problem, aber ausgeblendete haben eines.</translation>
  </message>
  <message>
   <source>There are no problems.</source>
   <translation>Es gibt keine Probleme.</translation>
  </message>
  <message>
   <source>Undone: {gesture}.</source>
   <translation>Rückgängig gemacht: {gesture}.</translation>
  </message>
  <message>
   <source>queued</source>
   <translation>in der Warteschlange</translation>
  </message>
  <message>
   <source>sending</source>
   <translation>wird gesendet</translation>
  </message>
  <message>
   <source>accepted</source>
   <translation>angenommen</translation>
  </message>
  <message>
   <source>failed</source>
   <translation>abgelehnt</translation>
  </message>
  <message>
   <source>not confirmed</source>
   <translation>nicht bestätigt</translation>
  </message>
  <message>
   <source>not sent</source>
   <translation>nicht gesendet</translation>
  </message>
  <message>
   <source>Signing in…</source>
   <translation>Anmelden…</translation>
  </message>
  <message>
   <source>You are signed in again.</source>
   <translation>Sie sind wieder angemeldet.</translation>
  </message>
  <message>
   <source>Sign in again</source>
   <translation>Neu anmelden</translation>
  </message>
  <message>
   <source>Type the password…</source>
   <translation>Passwort eingeben…</translation>
  </message>
  <message>
   <source>Continue with 1 lead</source>
   <translation>Mit 1 Lead fortfahren</translation>
  </message>
  <message>
   <source>Continue with {n} leads</source>
   <translation>Mit {n} Leads fortfahren</translation>
  </message>
  <message>
   <source>This key opens another account of Copper, not {name}.</source>
   <translation>Dieser Schlüssel öffnet ein anderes Konto in Copper, nicht {name}.</translation>
  </message>
  <message>
   <source>No lead is current.</source>
   <translation>Kein Lead ist gewählt.</translation>
  </message>
  <message>
   <source>The leads of this account are not in Copper itself, so there is nothing to open.</source>
   <translation>Die Leads dieses Kontos sind nicht in Copper selbst, es gibt also nichts zu öffnen.</translation>
  </message>
  <message>
   <source>This lead is not in Copper yet. Push it first.</source>
   <translation>Dieser Lead ist noch nicht in Copper. Senden Sie ihn zuerst.</translation>
  </message>
  <message>
   <source>No browser could be opened for {address}.</source>
   <translation>Für {address} ließ sich kein Browser öffnen.</translation>
  </message>
  <message>
   <source>1 group</source>
   <translation>1 Gruppe</translation>
  </message>
  <message>
   <source>{n} groups</source>
   <translation>{n} Gruppen</translation>
  </message>
  <message>
   <source>Duplicates: {leads} in {groups}</source>
   <translation>Duplikate: {leads} in {groups}</translation>
  </message>
  <message>
   <source>Group {n} of {all}, alike in: {kinds}</source>
   <translation>Gruppe {n} von {all}, gleich in: {kinds}</translation>
  </message>
  <message>
   <source>Comparing leads</source>
   <translation>Leads werden verglichen</translation>
  </message>
  <message>
   <source>Look again</source>
   <translation>Erneut suchen</translation>
  </message>
  <message>
   <source>{found}. Merge them in Copper; here they are shown.</source>
   <translation>{found}. Zusammengeführt werden sie in Copper; hier werden sie gezeigt.</translation>
  </message>
  <message>
   <source>No duplicates among the {leads} loaded.</source>
   <translation>Keine Duplikate unter den geladenen ({leads}).</translation>
  </message>
  <message>
   <source>Email</source>
   <translation>E-Mail</translation>
  </message>
  <message>
   <source>Phone</source>
   <translation>Telefon</translation>
  </message>
  <message>
   <source>Name and company</source>
   <translation>Name und Firma</translation>
  </message>
  <message>
   <source>{which}: {leads}</source>
   <translation>{which}: {leads}</translation>
  </message>
  <message>
   <source>All leads</source>
   <translation>Alle Leads</translation>
  </message>
  <message>
   <source>Failures</source>
   <translation>Abgelehnte</translation>
  </message>
  <message>
   <source>As they are filtered and sorted now.</source>
   <translation>So gefiltert und sortiert wie jetzt.</translation>
  </message>
  <message>
   <source>1 changed cell</source>
   <translation>1 geänderte Zelle</translation>
  </message>
  <message>
   <source>{n} changed cells</source>
   <translation>{n} geänderte Zellen</translation>
  </message>
  <message>
   <source>{changes}; the other cells stay blank.</source>
   <translation>{changes}; die anderen Zellen bleiben leer.</translation>
  </message>
  <message>
   <source>With Copper’s words; mend and import it as it is.</source>
   <translation>Mit Coppers Worten; verbessern Sie sie und importieren Sie sie so wieder.</translation>
  </message>
  <message>
   <source>1 lead is in {file}.</source>
   <translation>1 Lead ist in {file}.</translation>
  </message>
  <message>
   <source>{n} leads are in {file}.</source>
   <translation>{n} Leads sind in {file}.</translation>
  </message>
  <message>
   <source>Stopped. {file} was not written.</source>
   <translation>Abgebrochen. {file} wurde nicht geschrieben.</translation>
  </message>
  <message>
   <source>There is no lead to export.</source>
   <translation>Es gibt keinen Lead zu exportieren.</translation>
  </message>
  <message>
   <source>In the order of the sheet.</source>
   <translation>In der Reihenfolge der Tabelle.</translation>
  </message>
  <message>
   <source>Whatever the filter.</source>
   <translation>Unabhängig vom Filter.</translation>
  </message>
  <message>
   <source>Shown</source>
   <translation>Gezeigte</translation>
  </message>
  <message>
   <source>Failed</source>
   <translation>Abgelehnt</translation>
  </message>
  <message>
   <source>{field} was left out of 1 lead</source>
   <translation>{field} wurde bei 1 Lead weggelassen</translation>
  </message>
  <message>
   <source>{field} was left out of {n} leads</source>
   <translation>{field} wurde bei {n} Leads weggelassen</translation>
  </message>
  <message>
   <source>its other changes are being sent.</source>
   <translation>seine anderen Änderungen werden gesendet.</translation>
  </message>
  <message>
   <source>their other changes are being sent.</source>
   <translation>ihre anderen Änderungen werden gesendet.</translation>
  </message>
  <message>
   <source>nothing was sent.</source>
   <translation>nichts wurde gesendet.</translation>
  </message>
  <message>
   <source>nothing else is changed there.</source>
   <translation>sonst ist dort nichts geändert.</translation>
  </message>
  <message>
   <source>Something else was changed since. Undo that first (Ctrl+Z).</source>
   <translation>Seither wurde etwas anderes geändert. Machen Sie das zuerst rückgängig (Strg+Z).</translation>
  </message>
  <message>
   <source>This could not be kept for the next start: {reason}</source>
   <translation>Dies konnte nicht für den nächsten Start aufgehoben werden: {reason}</translation>
  </message>
  <message>
   <source>1 earlier value is in the sheet</source>
   <translation>1 früherer Wert ist in der Tabelle</translation>
  </message>
  <message>
   <source>{n} earlier values are in the sheet</source>
   <translation>{n} frühere Werte sind in der Tabelle</translation>
  </message>
  <message>
   <source>, not in Copper until you push.</source>
   <translation>, nicht in Copper, bis Sie senden.</translation>
  </message>
  <message>
   <source>Reading 1 lead in Copper anew…</source>
   <translation>1 Lead wird in Copper neu gelesen…</translation>
  </message>
  <message>
   <source>Reading {n} leads in Copper anew…</source>
   <translation>{n} Leads werden in Copper neu gelesen…</translation>
  </message>
  <message>
   <source>Review</source>
   <translation>Prüfen</translation>
  </message>
  <message>
   <source>This push cannot be read. {reason}</source>
   <translation>Diese Sendung kann nicht gelesen werden. {reason}</translation>
  </message>
  <message>
   <source>Nothing was changed: the leads could not be read. {reason}</source>
   <translation>Nichts wurde geändert: Die Leads konnten nicht gelesen werden. {reason}</translation>
  </message>
  <message>
   <source>Undoing or redoing the {gesture}</source>
   <translation>Rückgängig oder wiederherstellen: {gesture}</translation>
  </message>
  <message>
   <source>1 imported lead was checked and may be pushed.</source>
   <translation>1 importierter Lead wurde geprüft und darf gesendet werden.</translation>
  </message>
  <message>
   <source>{n} imported leads were checked and may be pushed.</source>
   <translation>{n} importierte Leads wurden geprüft und dürfen gesendet werden.</translation>
  </message>
  <message>
   <source>1 looks like a lead in Copper and waits: its State says which.</source>
   <translation>1 gleicht einem Lead in Copper und wartet: Sein Zustand sagt, welchem.</translation>
  </message>
  <message>
   <source>{n} look like leads in Copper and wait: their State says which.</source>
   <translation>{n} gleichen Leads in Copper und warten: Ihr Zustand sagt, welchen.</translation>
  </message>
  <message>
   <source>import of {file}</source>
   <translation>Import von {file}</translation>
  </message>
  <message>
   <source>the clipboard</source>
   <translation>die Zwischenablage</translation>
  </message>
  <message>
   <source>Your changes cannot be kept on this computer. {reason} Until then they are in this window alone: leave it open.</source>
   <translation>Ihre Änderungen können nicht auf diesem Computer aufgehoben werden. {reason} Bis dahin sind sie nur in diesem Fenster: Lassen Sie es offen.</translation>
  </message>
  <message>
   <source>Your changes are kept on this computer again.</source>
   <translation>Ihre Änderungen werden wieder auf diesem Computer aufgehoben.</translation>
  </message>
  <message>
   <source>Try again</source>
   <translation>Erneut versuchen</translation>
  </message>
  <message>
   <source>Press the keys of the shortcut.</source>
   <translation>Drücken Sie die Tasten des Kürzels.</translation>
  </message>
  <message>
   <source>Hold these and press one more key.</source>
   <translation>Halten Sie diese und drücken Sie eine weitere Taste.</translation>
  </message>
  <message>
   <source>The sheet itself needs {keys}: see “In the grid”.</source>
   <translation>Die Tabelle selbst braucht {keys}: siehe „In der Tabelle“.</translation>
  </message>
  <message>
   <source>Ctrl+Alt is AltGr on many keyboards and types letters there, so it cannot be a shortcut.</source>
   <translation>Strg+Alt ist auf vielen Tastaturen AltGr und schreibt dort Zeichen, es kann also kein Kürzel sein.</translation>
  </message>
  <message>
   <source>Alt with a letter opens menus and presses buttons, so it cannot be a shortcut.</source>
   <translation>Alt mit einem Buchstaben öffnet Menüs und drückt Schaltflächen, es kann also kein Kürzel sein.</translation>
  </message>
  <message>
   <source>A key alone types into the cell. Hold Ctrl with it.</source>
   <translation>Eine Taste allein schreibt in die Zelle. Halten Sie Strg dazu.</translation>
  </message>
  <message>
   <source>The load ended by a mistake of the program. {so_far}</source>
   <translation>Das Laden endete durch einen Fehler des Programms. {so_far}</translation>
  </message>
  <message>
   <source>1 lead is loaded; more may be in Copper.</source>
   <translation>1 Lead ist geladen; in Copper können mehr sein.</translation>
  </message>
  <message>
   <source>{n} leads are loaded; more may be in Copper.</source>
   <translation>{n} Leads sind geladen; in Copper können mehr sein.</translation>
  </message>
  <message>
   <source>You are working on the leads as of {time}.</source>
   <translation>Sie arbeiten mit den Leads vom {time}.</translation>
  </message>
  <message>
   <source>No connection to Copper.</source>
   <translation>Keine Verbindung zu Copper.</translation>
  </message>
  <message>
   <source>You are working on the leads as of {time}; changes are kept here.</source>
   <translation>Sie arbeiten mit den Leads vom {time}; Änderungen werden hier aufgehoben.</translation>
  </message>
  <message>
   <source>Leads are kept on this computer from now on, so that the next start shows them at once.</source>
   <translation>Leads werden von jetzt an auf diesem Computer aufgehoben, damit der nächste Start sie sofort zeigt.</translation>
  </message>
  <message>
   <source>The leads are no longer kept on this computer: each start loads them again. Changes and the history of pushes are kept as before.</source>
   <translation>Die Leads werden nicht mehr auf diesem Computer aufgehoben: Jeder Start lädt sie neu. Änderungen und der Verlauf der Sendungen werden wie bisher aufgehoben.</translation>
  </message>
  <message>
   <source>Column, hidden now</source>
   <translation>Spalte, zurzeit ausgeblendet</translation>
  </message>
  <message>
   <source>There is no lead to go to: load some, or show all.</source>
   <translation>Es gibt keinen Lead: Laden Sie welche oder zeigen Sie alle.</translation>
  </message>
  <message>
   <source>Saved view</source>
   <translation>Gespeicherte Ansicht</translation>
  </message>
  <message>
   <source>Changes cannot be kept on this computer</source>
   <translation>Änderungen können auf diesem Computer nicht aufgehoben werden</translation>
  </message>
  <message>
   <source>Kept on this computer, not in Copper yet</source>
   <translation>Auf diesem Computer aufgehoben, noch nicht in Copper</translation>
  </message>
  <message>
   <source>Not in Copper until you push</source>
   <translation>Nicht in Copper, bis Sie senden</translation>
  </message>
  <message>
   <source>connecting to Copper…</source>
   <translation>Verbindung zu Copper…</translation>
  </message>
  <message>
   <source>refreshing, 1 lead so far</source>
   <translation>wird aktualisiert, bisher 1 Lead</translation>
  </message>
  <message>
   <source>refreshing, {n} leads so far</source>
   <translation>wird aktualisiert, bisher {n} Leads</translation>
  </message>
  <message>
   <source>refreshing…</source>
   <translation>wird aktualisiert…</translation>
  </message>
  <message>
   <source>This account is read-only now: changes are kept, and nothing is pushed from this computer.</source>
   <translation>Dieses Konto ist jetzt schreibgeschützt: Änderungen werden aufgehoben, und von diesem Computer wird nichts gesendet.</translation>
  </message>
  <message>
   <source>Numbers and dates are shown so from the next opening of an account on.</source>
   <translation>Zahlen und Daten werden ab dem nächsten Öffnen eines Kontos so gezeigt.</translation>
  </message>
  <message>
   <source>Changes can be pushed to this account again.</source>
   <translation>Änderungen können wieder an dieses Konto gesendet werden.</translation>
  </message>
  <message>
   <source>Changes are being pushed to Copper</source>
   <translation>Änderungen werden an Copper gesendet</translation>
  </message>
  <message>
   <source>The push is over</source>
   <translation>Die Sendung ist zu Ende</translation>
  </message>
  <message>
   <source>The changed lead is held back: {reason}</source>
   <translation>Der geänderte Lead wird zurückgehalten: {reason}</translation>
  </message>
  <message>
   <source>All {n} changed leads are held back. The first: {reason}</source>
   <translation>Alle {n} geänderten Leads werden zurückgehalten. Der erste: {reason}</translation>
  </message>
  <message>
   <source>The push ended early.</source>
   <translation>Die Sendung endete vorzeitig.</translation>
  </message>
  <message>
   <source>There is nothing to push: no lead is changed.</source>
   <translation>Es gibt nichts zu senden: Kein Lead ist geändert.</translation>
  </message>
  <message>
   <source>Pushing 1 lead…</source>
   <translation>1 Lead wird gesendet…</translation>
  </message>
  <message>
   <source>Pushing {n} leads…</source>
   <translation>{n} Leads werden gesendet…</translation>
  </message>
  <message>
   <source>Review the other lead</source>
   <translation>Den anderen Lead prüfen</translation>
  </message>
  <message>
   <source>Review the other {n}</source>
   <translation>Die anderen {n} prüfen</translation>
  </message>
  <message>
   <source>Choose…</source>
   <translation>Wählen…</translation>
  </message>
  <message>
   <source>Nothing was sent. {reason}</source>
   <translation>Nichts wurde gesendet. {reason}</translation>
  </message>
  <message>
   <source>1 lead was not sent.</source>
   <translation>1 Lead wurde nicht gesendet.</translation>
  </message>
  <message>
   <source>{n} leads were not sent.</source>
   <translation>{n} Leads wurden nicht gesendet.</translation>
  </message>
  <message>
   <source>Copper accepted the lead.</source>
   <translation>Copper hat den Lead angenommen.</translation>
  </message>
  <message>
   <source>Copper accepted all {n} leads.</source>
   <translation>Copper hat alle {n} Leads angenommen.</translation>
  </message>
  <message>
   <source>Copper refused {failed} of {planned} leads.</source>
   <translation>Copper hat {failed} von {planned} Leads abgelehnt.</translation>
  </message>
  <message>
   <source>1 lead is gone from Copper.</source>
   <translation>1 Lead ist in Copper nicht mehr da.</translation>
  </message>
  <message>
   <source>{n} leads are gone from Copper.</source>
   <translation>{n} Leads sind in Copper nicht mehr da.</translation>
  </message>
  <message>
   <source>1 lead is not confirmed.</source>
   <translation>1 Lead ist nicht bestätigt.</translation>
  </message>
  <message>
   <source>{n} leads are not confirmed.</source>
   <translation>{n} Leads sind nicht bestätigt.</translation>
  </message>
  <message>
   <source>1 lead was changed by someone else too and is held back.</source>
   <translation>1 Lead wurde auch von jemand anderem geändert und wird zurückgehalten.</translation>
  </message>
  <message>
   <source>{n} leads were changed by someone else too and are held back.</source>
   <translation>{n} Leads wurden auch von jemand anderem geändert und werden zurückgehalten.</translation>
  </message>
  <message>
   <source>1 lead was accepted.</source>
   <translation>1 Lead wurde angenommen.</translation>
  </message>
  <message>
   <source>{n} leads were accepted.</source>
   <translation>{n} Leads wurden angenommen.</translation>
  </message>
  <message>
   <source>Nothing was lost: they are marked in the sheet.</source>
   <translation>Nichts ging verloren: Sie sind in der Tabelle markiert.</translation>
  </message>
  <message>
   <source>Copper refused the lead.</source>
   <translation>Copper hat den Lead abgelehnt.</translation>
  </message>
  <message>
   <source>Stopped: 1 lead was not sent.</source>
   <translation>Abgebrochen: 1 Lead wurde nicht gesendet.</translation>
  </message>
  <message>
   <source>Stopped: {n} leads were not sent.</source>
   <translation>Abgebrochen: {n} Leads wurden nicht gesendet.</translation>
  </message>
  <message>
   <source>The last push was cut short: {counts}.</source>
   <translation>Die letzte Sendung wurde unterbrochen: {counts}.</translation>
  </message>
  <message>
   <source>{n} pushes were cut short: {counts}.</source>
   <translation>{n} Sendungen wurden unterbrochen: {counts}.</translation>
  </message>
  <message>
   <source>1 lead was checked in Copper: {counts}.</source>
   <translation>1 Lead wurde in Copper nachgesehen: {counts}.</translation>
  </message>
  <message>
   <source>{n} leads were checked in Copper: {counts}.</source>
   <translation>{n} Leads wurden in Copper nachgesehen: {counts}.</translation>
  </message>
  <message>
   <source>1 lead could not be checked and stays marked as not confirmed.</source>
   <translation>1 Lead konnte nicht nachgesehen werden und bleibt als nicht bestätigt markiert.</translation>
  </message>
  <message>
   <source>{n} leads could not be checked and stay marked as not confirmed.</source>
   <translation>{n} Leads konnten nicht nachgesehen werden und bleiben als nicht bestätigt markiert.</translation>
  </message>
  <message>
   <source>nothing was sent</source>
   <translation>nichts wurde gesendet</translation>
  </message>
  <message>
   <source>{n} accepted</source>
   <translation>{n} angenommen</translation>
  </message>
  <message>
   <source>{n} failed</source>
   <translation>{n} abgelehnt</translation>
  </message>
  <message>
   <source>{n} being checked</source>
   <translation>{n} in Prüfung</translation>
  </message>
  <message>
   <source>{n} not sent</source>
   <translation>{n} nicht gesendet</translation>
  </message>
  <message>
   <source>{n} had arrived</source>
   <translation>{n} angekommen</translation>
  </message>
  <message>
   <source>{n} had not arrived</source>
   <translation>{n} nicht angekommen</translation>
  </message>
  <message>
   <source>{n} cannot be told</source>
   <translation>{n} unklar</translation>
  </message>
  <message>
   <source>{n} is gone from Copper</source>
   <translation>{n} aus Copper verschwunden</translation>
  </message>
  <message>
   <source>{n} are gone from Copper</source>
   <translation>{n} aus Copper verschwunden</translation>
  </message>
  <message>
   <source>Results</source>
   <translation>Ergebnisse</translation>
  </message>
  <message>
   <source>1 lead is no longer in Copper.</source>
   <translation>1 Lead ist nicht mehr in Copper.</translation>
  </message>
  <message>
   <source>{n} leads are no longer in Copper.</source>
   <translation>{n} Leads sind nicht mehr in Copper.</translation>
  </message>
  <message>
   <source>1 of them is changed here and stays, marked as gone.</source>
   <translation>1 davon ist hier geändert und bleibt, als nicht mehr vorhanden markiert.</translation>
  </message>
  <message>
   <source>{n} of them are changed here and stay, marked as gone.</source>
   <translation>{n} davon sind hier geändert und bleiben, als nicht mehr vorhanden markiert.</translation>
  </message>
  <message>
   <source>It is changed here and stays, marked as gone.</source>
   <translation>Er ist hier geändert und bleibt, als nicht mehr vorhanden markiert.</translation>
  </message>
  <message>
   <source>Type over a cell, or paste from Excel. Nothing reaches Copper until you push.</source>
   <translation>Überschreiben Sie eine Zelle, oder fügen Sie aus Excel ein. Nichts erreicht Copper, bevor Sie senden.</translation>
  </message>
  <message>
   <source>Your changes wait here and survive a crash. Review shows each of them before it is sent.</source>
   <translation>Ihre Änderungen warten hier und überstehen einen Absturz. „Prüfen“ zeigt jede, bevor sie gesendet wird.</translation>
  </message>
  <message>
   <source>Mend a refused cell where it stands, or answer here for all of its kind. {key} goes to the next.</source>
   <translation>Berichtigen Sie eine abgelehnte Zelle, wo sie steht, oder antworten Sie hier für alle ihrer Art. {key} führt zur nächsten.</translation>
  </message>
  <message>
   <source>Someone else changed what you changed. The Review asks you which value is to stay.</source>
   <translation>Jemand anders hat geändert, was Sie geändert haben. „Prüfen“ fragt Sie, welcher Wert bleiben soll.</translation>
  </message>
  <message>
   <source>Every push is kept here with the values before it, and can be taken back.</source>
   <translation>Jede Sendung wird hier mit den Werten davor aufbewahrt und lässt sich zurücknehmen.</translation>
  </message>
  <message>
   <source>Only these leads are shown: paste, fill and replace touch no others.</source>
   <translation>Nur diese Leads werden gezeigt: Einfügen, Ausfüllen und Ersetzen berühren keine anderen.</translation>
  </message>
  <message>
   <source>No more tips. Preferences brings them back.</source>
   <translation>Keine Tipps mehr. In den Einstellungen lassen sie sich wieder einschalten.</translation>
  </message>
  <message>
   <source>Copy from another column</source>
   <translation>Aus anderer Spalte übernehmen</translation>
  </message>
  <message>
   <source>Setting the value</source>
   <translation>Der Wert wird gesetzt</translation>
  </message>
  <message>
   <source>No cell of a field is selected.</source>
   <translation>Keine Zelle eines Feldes ist ausgewählt.</translation>
  </message>
  <message>
   <source>{n} cells are selected, and one change takes {most} at most. Select fewer columns.</source>
   <translation>{n} Zellen sind ausgewählt, und eine Änderung umfasst höchstens {most}. Wählen Sie weniger Spalten.</translation>
  </message>
  <message>
   <source>Stopped. Nothing was changed.</source>
   <translation>Abgebrochen. Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>The view “{name}” was deleted.</source>
   <translation>Die Ansicht „{name}“ wurde gelöscht.</translation>
  </message>
  <message>
   <source>The view “{name}” was saved.</source>
   <translation>Die Ansicht „{name}“ wurde gespeichert.</translation>
  </message>
  <message>
   <source>This view sorts or filters by a field that is gone: that part was left out.</source>
   <translation>Diese Ansicht sortiert oder filtert nach einem Feld, das es nicht mehr gibt: Dieser Teil blieb weg.</translation>
  </message>
  <message>
   <source>Saved views cannot be read: {reason}.</source>
   <translation>Gespeicherte Ansichten können nicht gelesen werden: {reason}.</translation>
  </message>
  <message>
   <source>Views and columns could not be kept for the next start: {reason}</source>
   <translation>Ansichten und Spalten konnten nicht für den nächsten Start aufgehoben werden: {reason}</translation>
  </message>
  <message>
   <source>nothing is changed</source>
   <translation>nichts ist geändert</translation>
  </message>
  <message>
   <source>no push is running</source>
   <translation>es wird nichts gesendet</translation>
  </message>
  <message>
   <source>nothing was pushed yet</source>
   <translation>noch nichts wurde gesendet</translation>
  </message>
  <message>
   <source>leads are being loaded</source>
   <translation>Leads werden geladen</translation>
  </message>
  <message>
   <source>does not suit the selected columns</source>
   <translation>passt nicht zu den ausgewählten Spalten</translation>
  </message>
  <message>
   <source>nothing to undo</source>
   <translation>nichts rückgängig zu machen</translation>
  </message>
  <message>
   <source>nothing to redo</source>
   <translation>nichts wiederherzustellen</translation>
  </message>
  <message>
   <source>no lead failed</source>
   <translation>kein Lead wurde abgelehnt</translation>
  </message>
  <message>
   <source>there is no conflict</source>
   <translation>es gibt keinen Konflikt</translation>
  </message>
  <message>
   <source>nothing is being loaded</source>
   <translation>es wird nichts geladen</translation>
  </message>
  <message>
   <source>there are no two leads</source>
   <translation>es gibt keine zwei Leads</translation>
  </message>
  <message>
   <source>no saved view was altered</source>
   <translation>keine gespeicherte Ansicht wurde verändert</translation>
  </message>
  <message>
   <source>it is open</source>
   <translation>es ist offen</translation>
  </message>
  <message>
   <source>this is not the practice account</source>
   <translation>dies ist nicht das Übungskonto</translation>
  </message>
  <message>
   <source>no cell is current</source>
   <translation>keine Zelle ist aktuell</translation>
  </message>
  <message>
   <source>no saved view is shown</source>
   <translation>keine gespeicherte Ansicht wird gezeigt</translation>
  </message>
  <message>
   <source>no cell that can be edited is selected</source>
   <translation>keine änderbare Zelle ist ausgewählt</translation>
  </message>
  <message>
   <source>not possible now</source>
   <translation>jetzt nicht möglich</translation>
  </message>
  <message>
   <source>editing {field}</source>
   <translation>Bearbeiten von {field}</translation>
  </message>
  <message>
   <source>putting {field} back</source>
   <translation>Zurücksetzen von {field}</translation>
  </message>
  <message>
   <source>Phones</source>
   <translation>Telefone</translation>
  </message>
  <message>
   <source>Websites</source>
   <translation>Websites</translation>
  </message>
  <message>
   <source>Socials</source>
   <translation>Soziale Netze</translation>
  </message>
  <message>
   <source>typing in {field}</source>
   <translation>Eingabe in {field}</translation>
  </message>
  <message>
   <source>⌀ cleared</source>
   <translation>⌀ geleert</translation>
  </message>
  <message>
   <source>ticked</source>
   <translation>angekreuzt</translation>
  </message>
  <message>
   <source>not ticked</source>
   <translation>nicht angekreuzt</translation>
  </message>
  <message>
   <source>cleared</source>
   <translation>geleert</translation>
  </message>
  <message>
   <source>empty</source>
   <translation>leer</translation>
  </message>
  <message>
   <source>Add phone</source>
   <translation>Telefon hinzufügen</translation>
  </message>
  <message>
   <source>Add website</source>
   <translation>Website hinzufügen</translation>
  </message>
  <message>
   <source>Add profile</source>
   <translation>Profil hinzufügen</translation>
  </message>
  <message>
   <source>Category of {entry}: {category}</source>
   <translation>Art von {entry}: {category}</translation>
  </message>
  <message>
   <source>Change the category (Space)</source>
   <translation>Die Art ändern (Leertaste)</translation>
  </message>
  <message>
   <source>Remove {entry}</source>
   <translation>{entry} entfernen</translation>
  </message>
  <message>
   <source>Remove (Delete)</source>
   <translation>Entfernen (Entf)</translation>
  </message>
  <message>
   <source>new</source>
   <translation>neu</translation>
  </message>
  <message>
   <source>Details of the lead</source>
   <translation>Einzelheiten des Leads</translation>
  </message>
  <message>
   <source>No lead selected</source>
   <translation>Kein Lead ausgewählt</translation>
  </message>
  <message>
   <source>Select a cell to see its lead here.</source>
   <translation>Wählen Sie eine Zelle, um ihren Lead hier zu sehen.</translation>
  </message>
  <message>
   <source>Fields of the lead</source>
   <translation>Felder des Leads</translation>
  </message>
  <message>
   <source>No category</source>
   <translation>Ohne Art</translation>
  </message>
  <message>
   <source>New lead</source>
   <translation>Neuer Lead</translation>
  </message>
  <message>
   <source>Lead {id}</source>
   <translation>Lead {id}</translation>
  </message>
  <message>
   <source>was {loaded}</source>
   <translation>war {loaded}</translation>
  </message>
  <message>
   <source>was empty</source>
   <translation>war leer</translation>
  </message>
  <message>
   <source>added {entries}</source>
   <translation>hinzugefügt: {entries}</translation>
  </message>
  <message>
   <source>in another order</source>
   <translation>in anderer Reihenfolge</translation>
  </message>
  <message>
   <source>Changed in Copper too, to: {now}</source>
   <translation>Auch in Copper geändert, in: {now}</translation>
  </message>
  <message>
   <source>New</source>
   <translation>Neu</translation>
  </message>
  <message>
   <source>Pushes of this lead</source>
   <translation>Sendungen dieses Leads</translation>
  </message>
  <message>
   <source>Show all pushes of this lead</source>
   <translation>Alle Sendungen dieses Leads zeigen</translation>
  </message>
  <message>
   <source>Not pushed from this computer yet.</source>
   <translation>Von diesem Computer noch nicht gesendet.</translation>
  </message>
  <message>
   <source>and 1 more field</source>
   <translation>und 1 weiteres Feld</translation>
  </message>
  <message>
   <source>and {n} more fields</source>
   <translation>und {n} weitere Felder</translation>
  </message>
  <message>
   <source>What a report needs: versions and the end of the log. It holds no key and nothing of a lead.</source>
   <translation>Was ein Bericht braucht: Versionen und das Ende des Protokolls. Er enthält keinen Schlüssel und nichts aus einem Lead.</translation>
  </message>
  <message>
   <source>practice account</source>
   <translation>Übungskonto</translation>
  </message>
  <message>
   <source>Copper account</source>
   <translation>Copper-Konto</translation>
  </message>
  <message>
   <source>The log is empty: nothing went wrong.</source>
   <translation>Das Protokoll ist leer: Es ging nichts schief.</translation>
  </message>
  <message>
   <source>About Copper Desk</source>
   <translation>Über Copper Desk</translation>
  </message>
  <message>
   <source>Report</source>
   <translation>Bericht</translation>
  </message>
  <message>
   <source>The icon of Copper Desk</source>
   <translation>Das Symbol von Copper Desk</translation>
  </message>
  <message>
   <source>Copy report</source>
   <translation>Bericht kopieren</translation>
  </message>
  <message>
   <source>The log cannot be read: {reason}.</source>
   <translation>Das Protokoll ist nicht lesbar: {reason}.</translation>
  </message>
  <message>
   <source>A spreadsheet for the leads of Copper CRM.</source>
   <translation>Eine Tabelle für die Leads in Copper CRM.</translation>
  </message>
  <message>
   <source>The end of the log:</source>
   <translation>Das Ende des Protokolls:</translation>
  </message>
  <message>
   <source>What you call it, such as “Northwind”</source>
   <translation>Wie Sie es nennen, etwa „Northwind“</translation>
  </message>
  <message>
   <source>you@company.com</source>
   <translation>sie@firma.de</translation>
  </message>
  <message>
   <source>The API key</source>
   <translation>Der API-Schlüssel</translation>
  </message>
  <message>
   <source>&amp;Account name</source>
   <translation>&amp;Name des Kontos</translation>
  </message>
  <message>
   <source>&amp;E-mail</source>
   <translation>&amp;E-Mail</translation>
  </message>
  <message>
   <source>API &amp;key</source>
   <translation>API-&amp;Schlüssel</translation>
  </message>
  <message>
   <source>A&amp;ddress (optional)</source>
   <translation>A&amp;dresse (freiwillig)</translation>
  </message>
  <message>
   <source>The key stays if you type none</source>
   <translation>Der Schlüssel bleibt, wenn Sie keinen eingeben</translation>
  </message>
  <message>
   <source>Something went wrong inside Copper Desk</source>
   <translation>In Copper Desk ist etwas schiefgegangen</translation>
  </message>
  <message>
   <source>This is a mistake of the program, not yours. Your changes are still in the sheet. The report holds no key and no lead.</source>
   <translation>Das ist ein Fehler des Programms, nicht Ihrer. Ihre Änderungen sind noch in der Tabelle. Der Bericht enthält keinen Schlüssel und keinen Lead.</translation>
  </message>
  <message>
   <source>All files</source>
   <translation>Alle Dateien</translation>
  </message>
  <message>
   <source>Delete changes</source>
   <translation>Änderungen löschen</translation>
  </message>
  <message>
   <source>Delete “{name}”?</source>
   <translation>„{name}“ löschen?</translation>
  </message>
  <message>
   <source>{changes} on 1 lead would be lost. They are nowhere else.</source>
   <translation>{changes} an 1 Lead gingen verloren. Sie sind sonst nirgends.</translation>
  </message>
  <message>
   <source>{changes} on {n} leads would be lost. They are nowhere else.</source>
   <translation>{changes} an {n} Leads gingen verloren. Sie sind sonst nirgends.</translation>
  </message>
  <message>
   <source>Delete {changes}</source>
   <translation>{changes} löschen</translation>
  </message>
  <message>
   <source>Changes of Copper Desk</source>
   <translation>Änderungen von Copper Desk</translation>
  </message>
  <message>
   <source>{field} for this lead</source>
   <translation>{field} für diesen Lead</translation>
  </message>
  <message>
   <source>{field} for these {n} leads</source>
   <translation>{field} für diese {n} Leads</translation>
  </message>
  <message>
   <source>Find in the list</source>
   <translation>In der Liste suchen</translation>
  </message>
  <message>
   <source>Use this value</source>
   <translation>Diesen Wert nehmen</translation>
  </message>
  <message>
   <source>Find</source>
   <translation>Suchen</translation>
  </message>
  <message>
   <source>They are not in Copper and nowhere else. Push them first, or close without them.</source>
   <translation>Sie sind nicht in Copper und sonst nirgends. Senden Sie sie zuerst, oder schließen Sie ohne sie.</translation>
  </message>
  <message>
   <source>Discard changes</source>
   <translation>Änderungen verwerfen</translation>
  </message>
  <message>
   <source>Discard {changes} on 1 lead?</source>
   <translation>{changes} an 1 Lead verwerfen?</translation>
  </message>
  <message>
   <source>Discard {changes} on {n} leads?</source>
   <translation>{changes} an {n} Leads verwerfen?</translation>
  </message>
  <message>
   <source>The loaded values come back. Undo (Ctrl+Z) restores your changes.</source>
   <translation>Die geladenen Werte kommen zurück. Rückgängig (Strg+Z) holt Ihre Änderungen wieder.</translation>
  </message>
  <message>
   <source>Discard {changes}</source>
   <translation>{changes} verwerfen</translation>
  </message>
  <message>
   <source>Close Copper Desk</source>
   <translation>Copper Desk schließen</translation>
  </message>
  <message>
   <source>{changes} on 1 lead would be lost.</source>
   <translation>{changes} an 1 Lead gingen verloren.</translation>
  </message>
  <message>
   <source>{changes} on {n} leads would be lost.</source>
   <translation>{changes} an {n} Leads gingen verloren.</translation>
  </message>
  <message>
   <source>Close and lose {changes}</source>
   <translation>Schließen und {changes} verlieren</translation>
  </message>
  <message>
   <source>A push is running</source>
   <translation>Es wird gerade gesendet</translation>
  </message>
  <message>
   <source>1 lead has no result yet.</source>
   <translation>1 Lead hat noch kein Ergebnis.</translation>
  </message>
  <message>
   <source>{n} leads have no result yet.</source>
   <translation>{n} Leads haben noch kein Ergebnis.</translation>
  </message>
  <message>
   <source>Stop the push and close? What is on its way lands first and is counted; the rest stays unsent.</source>
   <translation>Die Sendung abbrechen und schließen? Was unterwegs ist, kommt noch an und wird gezählt; der Rest bleibt ungesendet.</translation>
  </message>
  <message>
   <source>Stop the push and close</source>
   <translation>Abbrechen und schließen</translation>
  </message>
  <message>
   <source>Reset practice account</source>
   <translation>Übungskonto zurücksetzen</translation>
  </message>
  <message>
   <source>Renew the practice account with the leads it began with?</source>
   <translation>Das Übungskonto mit den Leads des Anfangs erneuern?</translation>
  </message>
  <message>
   <source>Everything that was pushed to it, and every change here, is forgotten. No real lead is touched.</source>
   <translation>Alles, was dorthin gesendet wurde, und jede Änderung hier wird vergessen. Kein echter Lead wird berührt.</translation>
  </message>
  <message>
   <source>Edit and paste as in Excel. Nothing reaches Copper until you push, and you see which leads were refused and why.</source>
   <translation>Bearbeiten und einfügen wie in Excel. Nichts erreicht Copper, bevor Sie senden, und Sie sehen, welche Leads abgelehnt wurden und warum.</translation>
  </message>
  <message>
   <source>Start</source>
   <translation>Start</translation>
  </message>
  <message>
   <source>Opening {name}…</source>
   <translation>{name} wird geöffnet…</translation>
  </message>
  <message>
   <source>Connect…</source>
   <translation>Verbinden…</translation>
  </message>
  <message>
   <source>Connect to Copper</source>
   <translation>Mit Copper verbinden</translation>
  </message>
  <message>
   <source>Open practice account</source>
   <translation>Übungskonto öffnen</translation>
  </message>
  <message>
   <source>Open guide</source>
   <translation>Anleitung öffnen</translation>
  </message>
  <message>
   <source>Your leads, as a spreadsheet</source>
   <translation>Ihre Leads als Tabelle</translation>
  </message>
  <message>
   <source>One moment</source>
   <translation>Einen Augenblick</translation>
  </message>
  <message>
   <source>Opening the account</source>
   <translation>Das Konto wird geöffnet</translation>
  </message>
  <message>
   <source>The account did not open</source>
   <translation>Das Konto wurde nicht geöffnet</translation>
  </message>
  <message>
   <source>Accounts…</source>
   <translation>Konten…</translation>
  </message>
  <message>
   <source>Back</source>
   <translation>Zurück</translation>
  </message>
  <message>
   <source>Nothing leaves this computer but calls to Copper</source>
   <translation>Nichts verlässt diesen Computer außer Aufrufen an Copper</translation>
  </message>
  <message>
   <source>Version {version}</source>
   <translation>Version {version}</translation>
  </message>
  <message>
   <source>With your e-mail and an API key (Settings › Integrations › API Keys). The key stays in this computer’s keyring.</source>
   <translation>Mit Ihrer E-Mail-Adresse und einem API-Schlüssel (Settings › Integrations › API Keys). Der Schlüssel bleibt im Schlüsselbund dieses Computers.</translation>
  </message>
  <message>
   <source>Try the practice account</source>
   <translation>Das Übungskonto ausprobieren</translation>
  </message>
  <message>
   <source>500 invented leads on this computer. Break what you like; nothing here reaches Copper.</source>
   <translation>500 erfundene Leads auf diesem Computer. Machen Sie kaputt, was Sie wollen; nichts davon erreicht Copper.</translation>
  </message>
  <message>
   <source>Open the guide</source>
   <translation>Die Anleitung öffnen</translation>
  </message>
  <message>
   <source>Ten minutes: load, edit, paste, push, and what to do about failed leads.</source>
   <translation>Zehn Minuten: laden, bearbeiten, einfügen, senden und was mit abgelehnten Leads zu tun ist.</translation>
  </message>
  <message>
   <source>{changes} on 1 lead that is not in Copper would be lost.</source>
   <translation>{changes} an 1 Lead, die nicht in Copper sind, gingen verloren.</translation>
  </message>
  <message>
   <source>{changes} on {n} leads that are not in Copper would be lost.</source>
   <translation>{changes} an {n} Leads, die nicht in Copper sind, gingen verloren.</translation>
  </message>
  <message>
   <source>The history of 1 push goes with it; it cannot be reverted from here any more.</source>
   <translation>Der Verlauf von 1 Sendung geht mit; sie kann von hier nicht mehr zurückgenommen werden.</translation>
  </message>
  <message>
   <source>The history of {n} pushes goes with it; they cannot be reverted from here any more.</source>
   <translation>Der Verlauf von {n} Sendungen geht mit; sie können von hier nicht mehr zurückgenommen werden.</translation>
  </message>
  <message>
   <source>Nothing changes in Copper. The account and its key stay saved. The account is closed.</source>
   <translation>In Copper ändert sich nichts. Das Konto und sein Schlüssel bleiben gespeichert. Das Konto wird geschlossen.</translation>
  </message>
  <message>
   <source>Forget local data</source>
   <translation>Daten vergessen</translation>
  </message>
  <message>
   <source>Remove everything that this computer keeps of {account}?</source>
   <translation>Alles entfernen, was dieser Computer von {account} aufhebt?</translation>
  </message>
  <message>
   <source>guide/start.md</source>
   <translation>guide/de/start.md</translation>
  </message>
  <message>
   <source>Copper Desk guide</source>
   <translation>Anleitung zu Copper Desk</translation>
  </message>
  <message>
   <source>Guide</source>
   <translation>Anleitung</translation>
  </message>
  <message>
   <source>Trouble</source>
   <translation>Problem</translation>
  </message>
  <message>
   <source>Messages</source>
   <translation>Meldungen</translation>
  </message>
  <message>
   <source>Copy all</source>
   <translation>Alles kopieren</translation>
  </message>
  <message>
   <source>What the window said since it was opened.</source>
   <translation>Was das Fenster seit dem Öffnen gesagt hat.</translation>
  </message>
  <message>
   <source>Nothing was said yet.</source>
   <translation>Noch wurde nichts gesagt.</translation>
  </message>
  <message>
   <source>Time</source>
   <translation>Zeit</translation>
  </message>
  <message>
   <source>Message</source>
   <translation>Meldung</translation>
  </message>
  <message>
   <source>Messages of this session</source>
   <translation>Meldungen dieser Sitzung</translation>
  </message>
  <message>
   <source>Import</source>
   <translation>Importieren</translation>
  </message>
  <message>
   <source>Spreadsheets</source>
   <translation>Tabellen</translation>
  </message>
  <message>
   <source>From the next start on. What Copper says and the names of its fields stay as they are.</source>
   <translation>Ab dem nächsten Start. Was Copper sagt und die Namen seiner Felder bleiben, wie sie sind.</translation>
  </message>
  <message>
   <source>Copper takes {n} from all programs of an account together.</source>
   <translation>Copper nimmt {n} von allen Programmen eines Kontos zusammen.</translation>
  </message>
  <message>
   <source>Preferences</source>
   <translation>Einstellungen</translation>
  </message>
  <message>
   <source>Like the system</source>
   <translation>Wie das System</translation>
  </message>
  <message>
   <source>Light</source>
   <translation>Hell</translation>
  </message>
  <message>
   <source>Dark</source>
   <translation>Dunkel</translation>
  </message>
  <message>
   <source>High contrast</source>
   <translation>Hoher Kontrast</translation>
  </message>
  <message>
   <source>Language</source>
   <translation>Sprache</translation>
  </message>
  <message>
   <source>Look</source>
   <translation>Darstellung</translation>
  </message>
  <message>
   <source>Numbers and dates</source>
   <translation>Zahlen und Daten</translation>
  </message>
  <message>
   <source>Enter</source>
   <translation>Eingabetaste</translation>
  </message>
  <message>
   <source>&amp;Ask before all changes are discarded</source>
   <translation>&amp;Fragen, bevor alle Änderungen verworfen werden</translation>
  </message>
  <message>
   <source>Show &amp;tips the first time something comes up</source>
   <translation>&amp;Tipps zeigen, wenn etwas zum ersten Mal vorkommt</translation>
  </message>
  <message>
   <source>Calls to Copper in a minute</source>
   <translation>Aufrufe an Copper in einer Minute</translation>
  </message>
  <message>
   <source>Days that the history is kept</source>
   <translation>Tage, die der Verlauf aufgehoben wird</translation>
  </message>
  <message>
   <source>&amp;Keep leads on this computer, so that the next start shows them at once</source>
   <translation>&amp;Leads auf diesem Computer behalten, damit der nächste Start sie sofort zeigt</translation>
  </message>
  <message>
   <source>&amp;Read-only: nothing is pushed to this account from this computer</source>
   <translation>&amp;Schreibgeschützt: An dieses Konto wird von diesem Computer nichts gesendet</translation>
  </message>
  <message>
   <source>This program</source>
   <translation>Dieses Programm</translation>
  </message>
  <message>
   <source>Langua&amp;ge</source>
   <translation>S&amp;prache</translation>
  </message>
  <message>
   <source>&amp;Numbers and dates</source>
   <translation>&amp;Zahlen und Daten</translation>
  </message>
  <message>
   <source>From the next opening of an account on.</source>
   <translation>Ab dem nächsten Öffnen eines Kontos.</translation>
  </message>
  <message>
   <source>&amp;Enter</source>
   <translation>&amp;Eingabetaste</translation>
  </message>
  <message>
   <source>F2 and a double click open a cell in any case.</source>
   <translation>F2 und ein Doppelklick öffnen eine Zelle auf jeden Fall.</translation>
  </message>
  <message>
   <source>Discarding is a step that Undo takes back.</source>
   <translation>Verwerfen ist ein Schritt, den Rückgängig zurücknimmt.</translation>
  </message>
  <message>
   <source>Each once. Switched off and on again, they come anew.</source>
   <translation>Jeden einmal. Aus- und wieder eingeschaltet, kommen sie von Neuem.</translation>
  </message>
  <message>
   <source>Copper</source>
   <translation>Copper</translation>
  </message>
  <message>
   <source>&amp;Calls in a minute</source>
   <translation>&amp;Aufrufe in einer Minute</translation>
  </message>
  <message>
   <source>This computer</source>
   <translation>Dieser Computer</translation>
  </message>
  <message>
   <source>&amp;History kept, in days</source>
   <translation>&amp;Verlauf aufheben, in Tagen</translation>
  </message>
  <message>
   <source>A push can be taken back as long as it is there.</source>
   <translation>Eine Sendung kann zurückgenommen werden, solange sie da ist.</translation>
  </message>
  <message>
   <source>Account: {name}</source>
   <translation>Konto: {name}</translation>
  </message>
  <message>
   <source>Plain</source>
   <translation>Schlicht</translation>
  </message>
  <message>
   <source>goes to the cell below</source>
   <translation>geht zur Zelle darunter</translation>
  </message>
  <message>
   <source>opens the cell</source>
   <translation>öffnet die Zelle</translation>
  </message>
  <message>
   <source>Stop</source>
   <translation>Abbrechen</translation>
  </message>
  <message>
   <source>{what}: {done} of {whole}</source>
   <translation>{what}: {done} von {whole}</translation>
  </message>
  <message>
   <source>&amp;Proxy</source>
   <translation>&amp;Proxy</translation>
  </message>
  <message>
   <source>If the proxy asks for one</source>
   <translation>Falls der Proxy danach fragt</translation>
  </message>
  <message>
   <source>Proxy add&amp;ress</source>
   <translation>P&amp;roxy-Adresse</translation>
  </message>
  <message>
   <source>Proxy &amp;user</source>
   <translation>Proxy-Ben&amp;utzer</translation>
  </message>
  <message>
   <source>Proxy pass&amp;word</source>
   <translation>Proxy-Pass&amp;wort</translation>
  </message>
  <message>
   <source>As this computer says</source>
   <translation>Wie im System eingestellt</translation>
  </message>
  <message>
   <source>By a script (PAC)</source>
   <translation>Über ein Skript (PAC)</translation>
  </message>
  <message>
   <source>This address</source>
   <translation>Diese Adresse</translation>
  </message>
  <message>
   <source>No proxy</source>
   <translation>Kein Proxy</translation>
  </message>
  <message>
   <source>Type the proxy’s address, such as http://proxy.example:8080.</source>
   <translation>Geben Sie die Adresse des Proxys ein, etwa http://proxy.example:8080.</translation>
  </message>
  <message>
   <source>Type the script’s address, such as http://proxy.example/proxy.pac.</source>
   <translation>Geben Sie die Adresse des Skripts ein, etwa http://proxy.example/proxy.pac.</translation>
  </message>
  <message>
   <source>Comma-separated values (*.csv)</source>
   <translation>Kommagetrennte Werte (*.csv)</translation>
  </message>
  <message>
   <source>Excel workbook (*.xlsx)</source>
   <translation>Excel-Arbeitsmappe (*.xlsx)</translation>
  </message>
  <message>
   <source>Save as</source>
   <translation>Speichern unter</translation>
  </message>
  <message>
   <source>Keyboard shortcuts</source>
   <translation>Tastenkürzel</translation>
  </message>
  <message>
   <source>Set</source>
   <translation>Setzen</translation>
  </message>
  <message>
   <source>Give the action these keys</source>
   <translation>Dem Befehl diese Tasten geben</translation>
  </message>
  <message>
   <source>No keys</source>
   <translation>Keine Tasten</translation>
  </message>
  <message>
   <source>Take the keys from this action</source>
   <translation>Dem Befehl die Tasten nehmen</translation>
  </message>
  <message>
   <source>Give this action its first keys again</source>
   <translation>Dem Befehl seine ersten Tasten wiedergeben</translation>
  </message>
  <message>
   <source>Reset all</source>
   <translation>Alle zurücksetzen</translation>
  </message>
  <message>
   <source>Give every action its first keys again</source>
   <translation>Jedem Befehl seine ersten Tasten wiedergeben</translation>
  </message>
  <message>
   <source>Keys for {action}</source>
   <translation>Tasten für {action}</translation>
  </message>
  <message>
   <source>Find an action or keys</source>
   <translation>Befehl oder Tasten suchen</translation>
  </message>
  <message>
   <source>Action</source>
   <translation>Befehl</translation>
  </message>
  <message>
   <source>Keys</source>
   <translation>Tasten</translation>
  </message>
  <message>
   <source>In the grid</source>
   <translation>In der Tabelle</translation>
  </message>
  <message>
   <source>In the review</source>
   <translation>In der Prüfung</translation>
  </message>
  <message>
   <source>Between your values and Copper’s</source>
   <translation>Zwischen Ihren Werten und denen aus Copper</translation>
  </message>
  <message>
   <source>Choose an action to change its keys.</source>
   <translation>Wählen Sie einen Befehl, um seine Tasten zu ändern.</translation>
  </message>
  <message>
   <source>Press the keys in the field, then Set.</source>
   <translation>Drücken Sie die Tasten im Feld, dann Setzen.</translation>
  </message>
  <message>
   <source>{keys} is set.</source>
   <translation>{keys} ist gesetzt.</translation>
  </message>
  <message>
   <source>“{action}” has {keys}.</source>
   <translation>„{action}“ hat {keys}.</translation>
  </message>
  <message>
   <source>{keys} belongs to “{action}”, which would lose it.</source>
   <translation>{keys} gehört zu „{action}“; das verlöre es.</translation>
  </message>
  <message>
   <source>Take over</source>
   <translation>Übernehmen</translation>
  </message>
  <message>
   <source>{keys} is free.</source>
   <translation>{keys} ist frei.</translation>
  </message>
  <message>
   <source>Edit the content</source>
   <translation>Den Inhalt bearbeiten</translation>
  </message>
  <message>
   <source>Down / up</source>
   <translation>Nach unten / oben</translation>
  </message>
  <message>
   <source>Right / left</source>
   <translation>Nach rechts / links</translation>
  </message>
  <message>
   <source>Esc</source>
   <translation>Esc</translation>
  </message>
  <message>
   <source>Leave the editor without change</source>
   <translation>Die Bearbeitung ohne Änderung verlassen</translation>
  </message>
  <message>
   <source>Line break in the editor</source>
   <translation>Zeilenumbruch in der Bearbeitung</translation>
  </message>
  <message>
   <source>Open the list of a choice</source>
   <translation>Die Liste einer Auswahl öffnen</translation>
  </message>
  <message>
   <source>The value into every selected cell</source>
   <translation>Den Wert in jede ausgewählte Zelle</translation>
  </message>
  <message>
   <source>Menu of the cells</source>
   <translation>Menü der Zellen</translation>
  </message>
  <message>
   <source>Space</source>
   <translation>Leertaste</translation>
  </message>
  <message>
   <source>Tick or untick the selected leads</source>
   <translation>Die ausgewählten Leads ankreuzen oder nicht</translation>
  </message>
  <message>
   <source>Find in the changes</source>
   <translation>In den Änderungen suchen</translation>
  </message>
  <message>
   <source>Push what is ticked</source>
   <translation>Senden, was angekreuzt ist</translation>
  </message>
  <message>
   <source>Keep editing</source>
   <translation>Weiter bearbeiten</translation>
  </message>
  <message>
   <source>Next choice for the selected fields</source>
   <translation>Nächste Wahl für die ausgewählten Felder</translation>
  </message>
  <message>
   <source>Apply the choices</source>
   <translation>Die Wahlen übernehmen</translation>
  </message>
  <message>
   <source>How the account is reached</source>
   <translation>Wie das Konto erreicht wird</translation>
  </message>
  <message>
   <source>Accounts</source>
   <translation>Konten</translation>
  </message>
  <message>
   <source>Sign in to {name} again</source>
   <translation>Neu bei {name} anmelden</translation>
  </message>
  <message>
   <source>Save and sign in</source>
   <translation>Speichern und anmelden</translation>
  </message>
  <message>
   <source>Saved accounts</source>
   <translation>Gespeicherte Konten</translation>
  </message>
  <message>
   <source>Open account</source>
   <translation>Konto öffnen</translation>
  </message>
  <message>
   <source>Open the chosen account</source>
   <translation>Das gewählte Konto öffnen</translation>
  </message>
  <message>
   <source>Change…</source>
   <translation>Ändern…</translation>
  </message>
  <message>
   <source>Change the chosen account</source>
   <translation>Das gewählte Konto ändern</translation>
  </message>
  <message>
   <source>Remove…</source>
   <translation>Entfernen…</translation>
  </message>
  <message>
   <source>Remove the chosen account</source>
   <translation>Das gewählte Konto entfernen</translation>
  </message>
  <message>
   <source>Steps of the test</source>
   <translation>Schritte der Prüfung</translation>
  </message>
  <message>
   <source>What went wrong</source>
   <translation>Was schiefging</translation>
  </message>
  <message>
   <source>Test connection</source>
   <translation>Verbindung prüfen</translation>
  </message>
  <message>
   <source>Copy for IT</source>
   <translation>Für die IT kopieren</translation>
  </message>
  <message>
   <source>Copy what failed, for the IT department</source>
   <translation>Kopieren, was scheiterte, für die IT-Abteilung</translation>
  </message>
  <message>
   <source>Save and open</source>
   <translation>Speichern und öffnen</translation>
  </message>
  <message>
   <source>The key is kept in this computer’s keyring.</source>
   <translation>Der Schlüssel wird im Schlüsselbund dieses Computers aufgehoben.</translation>
  </message>
  <message>
   <source>The key of “{name}” is not kept on this computer. Type it again.</source>
   <translation>Der Schlüssel von „{name}“ ist nicht auf diesem Computer. Geben Sie ihn erneut ein.</translation>
  </message>
  <message>
   <source>Testing…</source>
   <translation>Wird geprüft…</translation>
  </message>
  <message>
   <source>You find the key in Copper under Settings › Integrations › API Keys. The e-mail is its owner’s.</source>
   <translation>Sie finden den Schlüssel in Copper unter Settings › Integrations › API Keys. Die E-Mail-Adresse ist die seines Besitzers.</translation>
  </message>
  <message>
   <source>Remove account</source>
   <translation>Konto entfernen</translation>
  </message>
  <message>
   <source>Remove “{name}” from this computer?</source>
   <translation>„{name}“ von diesem Computer entfernen?</translation>
  </message>
  <message>
   <source>Its key leaves the keyring. Nothing changes in Copper.</source>
   <translation>Der Schlüssel verlässt den Schlüsselbund. In Copper ändert sich nichts.</translation>
  </message>
  <message>
   <source>Remove</source>
   <translation>Entfernen</translation>
  </message>
  <message>
   <source>Everything works.</source>
   <translation>Alles funktioniert.</translation>
  </message>
  <message>
   <source>Previous month</source>
   <translation>Voriger Monat</translation>
  </message>
  <message>
   <source>Next month</source>
   <translation>Nächster Monat</translation>
  </message>
  <message>
   <source>Previous year</source>
   <translation>Voriges Jahr</translation>
  </message>
  <message>
   <source>Next year</source>
   <translation>Nächstes Jahr</translation>
  </message>
  <message>
   <source>Today</source>
   <translation>Heute</translation>
  </message>
  <message>
   <source>Leave empty</source>
   <translation>Leer lassen</translation>
  </message>
  <message>
   <source>“{text}” is not an option of {field}.</source>
   <translation>„{text}“ ist keine Option von {field}.</translation>
  </message>
  <message>
   <source>new tag</source>
   <translation>neues Tag</translation>
  </message>
  <message>
   <source>no longer listed</source>
   <translation>nicht mehr gelistet</translation>
  </message>
  <message>
   <source>Open the calendar (Alt+Down)</source>
   <translation>Den Kalender öffnen (Alt+Unten)</translation>
  </message>
  <message>
   <source>Calendar, {field}</source>
   <translation>Kalender, {field}</translation>
  </message>
  <message>
   <source>Export</source>
   <translation>Exportieren</translation>
  </message>
  <message>
   <source>{done} of {whole} leads written</source>
   <translation>{done} von {whole} Leads geschrieben</translation>
  </message>
  <message>
   <source>Lead ID comes first, so the file can be edited and imported again. Nothing changes in the sheet.</source>
   <translation>Die Lead ID kommt zuerst, damit die Datei bearbeitet und wieder importiert werden kann. In der Tabelle ändert sich nichts.</translation>
  </message>
  <message>
   <source>Which leads</source>
   <translation>Welche Leads</translation>
  </message>
  <message>
   <source>Which columns</source>
   <translation>Welche Spalten</translation>
  </message>
  <message>
   <source>Writing the file</source>
   <translation>Die Datei wird geschrieben</translation>
  </message>
  <message>
   <source>Export…</source>
   <translation>Exportieren…</translation>
  </message>
  <message>
   <source>Writing…</source>
   <translation>Wird geschrieben…</translation>
  </message>
  <message>
   <source>Columns shown</source>
   <translation>Gezeigte Spalten</translation>
  </message>
  <message>
   <source>1 column</source>
   <translation>1 Spalte</translation>
  </message>
  <message>
   <source>{n} columns</source>
   <translation>{n} Spalten</translation>
  </message>
  <message>
   <source>All fields</source>
   <translation>Alle Felder</translation>
  </message>
  <message>
   <source>Show 1 value</source>
   <translation>1 Wert zeigen</translation>
  </message>
  <message>
   <source>Show {n} values</source>
   <translation>{n} Werte zeigen</translation>
  </message>
  <message>
   <source>Filter {column}</source>
   <translation>{column} filtern</translation>
  </message>
  <message>
   <source>How to filter {column}</source>
   <translation>Wie {column} gefiltert wird</translation>
  </message>
  <message>
   <source>These are the most frequent values. To find others, filter by their text or by a range.</source>
   <translation>Dies sind die häufigsten Werte. Andere finden Sie über ihren Text oder einen Bereich.</translation>
  </message>
  <message>
   <source>Text</source>
   <translation>Text</translation>
  </message>
  <message>
   <source>From</source>
   <translation>Von</translation>
  </message>
  <message>
   <source>To</source>
   <translation>Bis</translation>
  </message>
  <message>
   <source>Clear filter</source>
   <translation>Filter löschen</translation>
  </message>
  <message>
   <source>Show every value of {column}</source>
   <translation>Jeden Wert von {column} zeigen</translation>
  </message>
  <message>
   <source>Apply</source>
   <translation>Anwenden</translation>
  </message>
  <message>
   <source>These values</source>
   <translation>Diese Werte</translation>
  </message>
  <message>
   <source>Is empty</source>
   <translation>Ist leer</translation>
  </message>
  <message>
   <source>Is not empty</source>
   <translation>Ist nicht leer</translation>
  </message>
  <message>
   <source>Was changed</source>
   <translation>Wurde geändert</translation>
  </message>
  <message>
   <source>Has a problem</source>
   <translation>Hat ein Problem</translation>
  </message>
  <message>
   <source>Values of {column}</source>
   <translation>Werte von {column}</translation>
  </message>
  <message>
   <source>to</source>
   <translation>bis</translation>
  </message>
  <message>
   <source>Tick at least one value.</source>
   <translation>Kreuzen Sie mindestens einen Wert an.</translation>
  </message>
  <message>
   <source>Type where it begins, or where it ends.</source>
   <translation>Geben Sie an, wo es beginnt oder wo es endet.</translation>
  </message>
  <message>
   <source>From … to …</source>
   <translation>Von … bis …</translation>
  </message>
  <message>
   <source>Type a text.</source>
   <translation>Geben Sie einen Text ein.</translation>
  </message>
  <message>
   <source>Filters</source>
   <translation>Filter</translation>
  </message>
  <message>
   <source>Clear all</source>
   <translation>Alle löschen</translation>
  </message>
  <message>
   <source>Clear all filters</source>
   <translation>Alle Filter löschen</translation>
  </message>
  <message>
   <source>Filter: {words}</source>
   <translation>Filter: {words}</translation>
  </message>
  <message>
   <source>Remove the filter: {words}</source>
   <translation>Den Filter entfernen: {words}</translation>
  </message>
  <message>
   <source>Remove this filter</source>
   <translation>Diesen Filter entfernen</translation>
  </message>
  <message>
   <source>As loaded</source>
   <translation>Wie geladen</translation>
  </message>
  <message>
   <source>nothing</source>
   <translation>nichts</translation>
  </message>
  <message>
   <source>1 value</source>
   <translation>1 Wert</translation>
  </message>
  <message>
   <source>{n} values</source>
   <translation>{n} Werte</translation>
  </message>
  <message>
   <source>{first} or {last}</source>
   <translation>{first} oder {last}</translation>
  </message>
  <message>
   <source>{low} to {high}</source>
   <translation>{low} bis {high}</translation>
  </message>
  <message>
   <source>from {low}</source>
   <translation>ab {low}</translation>
  </message>
  <message>
   <source>up to {high}</source>
   <translation>bis {high}</translation>
  </message>
  <message>
   <source>filled</source>
   <translation>gefüllt</translation>
  </message>
  <message>
   <source>{test} “{text}”</source>
   <translation>{test} „{text}“</translation>
  </message>
  <message>
   <source>was changed</source>
   <translation>wurde geändert</translation>
  </message>
  <message>
   <source>has a problem</source>
   <translation>hat ein Problem</translation>
  </message>
  <message>
   <source>is empty</source>
   <translation>ist leer</translation>
  </message>
  <message>
   <source>is not empty</source>
   <translation>ist nicht leer</translation>
  </message>
  <message>
   <source>contains</source>
   <translation>enthält</translation>
  </message>
  <message>
   <source>does not contain</source>
   <translation>enthält nicht</translation>
  </message>
  <message>
   <source>is</source>
   <translation>ist</translation>
  </message>
  <message>
   <source>is not</source>
   <translation>ist nicht</translation>
  </message>
  <message>
   <source>begins with</source>
   <translation>beginnt mit</translation>
  </message>
  <message>
   <source>ends with</source>
   <translation>endet mit</translation>
  </message>
  <message>
   <source>today</source>
   <translation>heute</translation>
  </message>
  <message>
   <source>yesterday</source>
   <translation>gestern</translation>
  </message>
  <message>
   <source>this week</source>
   <translation>diese Woche</translation>
  </message>
  <message>
   <source>the last 7 days</source>
   <translation>die letzten 7 Tage</translation>
  </message>
  <message>
   <source>this month</source>
   <translation>dieser Monat</translation>
  </message>
  <message>
   <source>the last 30 days</source>
   <translation>die letzten 30 Tage</translation>
  </message>
  <message>
   <source>this year</source>
   <translation>dieses Jahr</translation>
  </message>
  <message>
   <source>The 1 value found</source>
   <translation>Der gefundene Wert</translation>
  </message>
  <message>
   <source>All {n} values found</source>
   <translation>Alle {n} gefundenen Werte</translation>
  </message>
  <message>
   <source>No value by that name</source>
   <translation>Kein Wert dieses Namens</translation>
  </message>
  <message>
   <source>All {n} values</source>
   <translation>Alle {n} Werte</translation>
  </message>
  <message>
   <source>Find a value</source>
   <translation>Wert suchen</translation>
  </message>
  <message>
   <source>{value}, {leads}, {state}</source>
   <translation>{value}, {leads}, {state}</translation>
  </message>
  <message>
   <source>shown</source>
   <translation>gezeigt</translation>
  </message>
  <message>
   <source>hidden</source>
   <translation>ausgeblendet</translation>
  </message>
  <message>
   <source>This lead is not among those shown.</source>
   <translation>Dieser Lead ist nicht unter den gezeigten.</translation>
  </message>
  <message>
   <source>Show all leads</source>
   <translation>Alle Leads zeigen</translation>
  </message>
  <message>
   <source>Shown rows and columns</source>
   <translation>Gezeigte Zeilen und Spalten</translation>
  </message>
  <message>
   <source>Selection</source>
   <translation>Auswahl</translation>
  </message>
  <message>
   <source>This column</source>
   <translation>Diese Spalte</translation>
  </message>
  <message>
   <source>All leads, all columns</source>
   <translation>Alle Leads, alle Spalten</translation>
  </message>
  <message>
   <source>Find and replace</source>
   <translation>Suchen und ersetzen</translation>
  </message>
  <message>
   <source>Looking…</source>
   <translation>Wird gesucht…</translation>
  </message>
  <message>
   <source>Replace all {n}</source>
   <translation>Alle {n} ersetzen</translation>
  </message>
  <message>
   <source>Replace all</source>
   <translation>Alle ersetzen</translation>
  </message>
  <message>
   <source>1 cell</source>
   <translation>1 Zelle</translation>
  </message>
  <message>
   <source>{place} of {n} cells</source>
   <translation>{place} von {n} Zellen</translation>
  </message>
  <message>
   <source>Replace with</source>
   <translation>Ersetzen durch</translation>
  </message>
  <message>
   <source>&amp;Whole cell</source>
   <translation>&amp;Ganze Zelle</translation>
  </message>
  <message>
   <source>Match &amp;case</source>
   <translation>Groß und &amp;klein beachten</translation>
  </message>
  <message>
   <source>Pattern (regular e&amp;xpression)</source>
   <translation>Muster (regulärer &amp;Ausdruck)</translation>
  </message>
  <message>
   <source>Where to look</source>
   <translation>Wo gesucht wird</translation>
  </message>
  <message>
   <source>Previous</source>
   <translation>Vorige</translation>
  </message>
  <message>
   <source>Go to the previous cell found</source>
   <translation>Zur vorigen gefundenen Zelle</translation>
  </message>
  <message>
   <source>Next  F3</source>
   <translation>Nächste  F3</translation>
  </message>
  <message>
   <source>Go to the next cell found</source>
   <translation>Zur nächsten gefundenen Zelle</translation>
  </message>
  <message>
   <source>Replace in this cell and go on</source>
   <translation>In dieser Zelle ersetzen und weiter</translation>
  </message>
  <message>
   <source>Close find and replace</source>
   <translation>Suchen und Ersetzen schließen</translation>
  </message>
  <message>
   <source>Cells that were found</source>
   <translation>Gefundene Zellen</translation>
  </message>
  <message>
   <source>{n} cells</source>
   <translation>{n} Zellen</translation>
  </message>
  <message>
   <source>Found nowhere here</source>
   <translation>Hier nirgends gefunden</translation>
  </message>
  <message>
   <source>What was found</source>
   <translation>Was gefunden wurde</translation>
  </message>
  <message>
   <source>Next</source>
   <translation>Nächste</translation>
  </message>
  <message>
   <source>filled in by Copper, stays</source>
   <translation>von Copper ausgefüllt, bleibt</translation>
  </message>
  <message>
   <source>stays</source>
   <translation>bleibt</translation>
  </message>
  <message>
   <source>Holds</source>
   <translation>Enthält</translation>
  </message>
  <message>
   <source>Becomes</source>
   <translation>Wird zu</translation>
  </message>
  <message>
   <source>The pattern could not be run. Plain words can be looked for without one.</source>
   <translation>Das Muster konnte nicht ausgeführt werden. Einfache Wörter können ohne eines gesucht werden.</translation>
  </message>
  <message>
   <source>The pattern took longer than {s} seconds and was stopped. Nested repeats such as (a+)+ do that.</source>
   <translation>Das Muster brauchte länger als {s} Sekunden und wurde angehalten. Verschachtelte Wiederholungen wie (a+)+ tun das.</translation>
  </message>
  <message>
   <source>Accepted, but Copper shows it differently. Sent: {value}</source>
   <translation>Angenommen, aber Copper zeigt es anders. Gesendet: {value}</translation>
  </message>
  <message>
   <source>Copper refused: {message}</source>
   <translation>Copper hat abgelehnt: {message}</translation>
  </message>
  <message>
   <source>#{id} was “{name}”, which {field} no longer offers.</source>
   <translation>#{id} war „{name}“, was {field} nicht mehr anbietet.</translation>
  </message>
  <message>
   <source>Loaded: {value}</source>
   <translation>Geladen: {value}</translation>
  </message>
  <message>
   <source>read-only</source>
   <translation>nur lesbar</translation>
  </message>
  <message>
   <source>changed</source>
   <translation>geändert</translation>
  </message>
  <message>
   <source>accepted, changed by Copper</source>
   <translation>angenommen, von Copper geändert</translation>
  </message>
  <message>
   <source>Frozen columns</source>
   <translation>Feste Spalten</translation>
  </message>
  <message>
   <source>{n} cells copied ({rows} by {columns})</source>
   <translation>{n} Zellen kopiert ({rows} mal {columns})</translation>
  </message>
  <message>
   <source>1 cell copied</source>
   <translation>1 Zelle kopiert</translation>
  </message>
  <message>
   <source>Nothing is changed in the selection.</source>
   <translation>In der Auswahl ist nichts geändert.</translation>
  </message>
  <message>
   <source>Nobody else changed the selected cells.</source>
   <translation>Niemand anderes hat die ausgewählten Zellen geändert.</translation>
  </message>
  <message>
   <source>Today’s date goes into date columns only.</source>
   <translation>Das heutige Datum kommt nur in Spalten mit Daten.</translation>
  </message>
  <message>
   <source>There is no text on the clipboard.</source>
   <translation>In der Zwischenablage ist kein Text.</translation>
  </message>
  <message>
   <source>Pasting</source>
   <translation>Wird eingefügt</translation>
  </message>
  <message>
   <source>Stopped. Nothing was pasted.</source>
   <translation>Abgebrochen. Nichts wurde eingefügt.</translation>
  </message>
  <message>
   <source>The state of a lead follows from its changes.</source>
   <translation>Der Zustand eines Leads ergibt sich aus seinen Änderungen.</translation>
  </message>
  <message>
   <source>{field} is filled in by Copper and cannot be edited here.</source>
   <translation>{field} wird von Copper ausgefüllt und kann hier nicht bearbeitet werden.</translation>
  </message>
  <message>
   <source>Several ranges are selected. Select one to fill it. Nothing was changed.</source>
   <translation>Es sind mehrere Bereiche ausgewählt. Wählen Sie einen aus, um ihn auszufüllen. Es wurde nichts verändert.</translation>
  </message>
  <message>
   <source>A block goes into one range. Select one, or its top left cell. Nothing was pasted.</source>
   <translation>Ein Block kommt in einen Bereich. Wählen Sie einen aus oder seine Zelle links oben. Es wurde nichts eingefügt.</translation>
  </message>
  <message>
   <source>Sort &amp;A to Z</source>
   <translation>&amp;A bis Z sortieren</translation>
  </message>
  <message>
   <source>Sort &amp;Z to A</source>
   <translation>&amp;Z bis A sortieren</translation>
  </message>
  <message>
   <source>A to Z</source>
   <translation>A bis Z</translation>
  </message>
  <message>
   <source>Z to A</source>
   <translation>Z bis A</translation>
  </message>
  <message>
   <source>&amp;Filter…</source>
   <translation>&amp;Filtern…</translation>
  </message>
  <message>
   <source>Clear this f&amp;ilter</source>
   <translation>Diesen F&amp;ilter löschen</translation>
  </message>
  <message>
   <source>&amp;Select column</source>
   <translation>&amp;Spalte auswählen</translation>
  </message>
  <message>
   <source>Fi&amp;t to content</source>
   <translation>An den &amp;Inhalt anpassen</translation>
  </message>
  <message>
   <source>&amp;Hide column</source>
   <translation>Spalte aus&amp;blenden</translation>
  </message>
  <message>
   <source>Sort &amp;smallest first</source>
   <translation>&amp;Kleinste zuerst sortieren</translation>
  </message>
  <message>
   <source>Sort &amp;largest first</source>
   <translation>&amp;Größte zuerst sortieren</translation>
  </message>
  <message>
   <source>Sort &amp;oldest first</source>
   <translation>Ä&amp;lteste zuerst sortieren</translation>
  </message>
  <message>
   <source>Sort &amp;newest first</source>
   <translation>&amp;Neueste zuerst sortieren</translation>
  </message>
  <message>
   <source>Smallest first</source>
   <translation>Kleinste zuerst</translation>
  </message>
  <message>
   <source>Largest first</source>
   <translation>Größte zuerst</translation>
  </message>
  <message>
   <source>Oldest first</source>
   <translation>Älteste zuerst</translation>
  </message>
  <message>
   <source>Newest first</source>
   <translation>Neueste zuerst</translation>
  </message>
  <message>
   <source>Then by this &amp;column</source>
   <translation>Danach nach dieser S&amp;palte</translation>
  </message>
  <message>
   <source>D&amp;o not sort by this column</source>
   <translation>Nicht nach dieser Spalte s&amp;ortieren</translation>
  </message>
  <message>
   <source>The state of each lead: changed, failed, accepted …</source>
   <translation>Der Zustand jedes Leads: geändert, abgelehnt, angenommen …</translation>
  </message>
  <message>
   <source>in {unit}</source>
   <translation>in {unit}</translation>
  </message>
  <message>
   <source>as loaded</source>
   <translation>wie geladen</translation>
  </message>
  <message>
   <source>No name</source>
   <translation>Ohne Namen</translation>
  </message>
  <message>
   <source>New, {state}</source>
   <translation>Neu, {state}</translation>
  </message>
  <message>
   <source>Changed</source>
   <translation>Geändert</translation>
  </message>
  <message>
   <source>Needs attention</source>
   <translation>Braucht Aufmerksamkeit</translation>
  </message>
  <message>
   <source>Queued</source>
   <translation>In der Warteschlange</translation>
  </message>
  <message>
   <source>Sending</source>
   <translation>Wird gesendet</translation>
  </message>
  <message>
   <source>conflict</source>
   <translation>Konflikt</translation>
  </message>
  <message>
   <source>Conflict</source>
   <translation>Im Konflikt</translation>
  </message>
  <message>
   <source>Not confirmed</source>
   <translation>Nicht bestätigt</translation>
  </message>
  <message>
   <source>Not sent</source>
   <translation>Nicht gesendet</translation>
  </message>
  <message>
   <source>Gone from Copper</source>
   <translation>In Copper nicht mehr da</translation>
  </message>
  <message>
   <source>Accepted</source>
   <translation>Angenommen</translation>
  </message>
  <message>
   <source>Accepted, not as sent</source>
   <translation>Angenommen, nicht wie gesendet</translation>
  </message>
  <message>
   <source>Changed, with a warning</source>
   <translation>Geändert, mit einer Warnung</translation>
  </message>
  <message>
   <source>Shows pushes from this computer only. Times in {zone}.</source>
   <translation>Zeigt nur Sendungen von diesem Computer. Zeiten in {zone}.</translation>
  </message>
  <message>
   <source>1 lead with these words</source>
   <translation>1 Lead mit diesen Wörtern</translation>
  </message>
  <message>
   <source>{n} leads with these words, of {all}</source>
   <translation>{n} Leads mit diesen Wörtern, von {all}</translation>
  </message>
  <message>
   <source>Nothing was pushed yet. Each push will stand here, with what every lead held before and after, and can be taken back.</source>
   <translation>Noch nichts wurde gesendet. Jede Sendung wird hier stehen, mit dem, was jeder Lead vorher und nachher enthielt, und kann zurückgenommen werden.</translation>
  </message>
  <message>
   <source>Revert selected lead…</source>
   <translation>Ausgewählten Lead zurücknehmen…</translation>
  </message>
  <message>
   <source>Revert {n} selected leads…</source>
   <translation>{n} ausgewählte Leads zurücknehmen…</translation>
  </message>
  <message>
   <source>History of pushes</source>
   <translation>Verlauf der Sendungen</translation>
  </message>
  <message>
   <source>Stop reading the leads</source>
   <translation>Das Lesen der Leads abbrechen</translation>
  </message>
  <message>
   <source>Save this push as a file</source>
   <translation>Diese Sendung als Datei speichern</translation>
  </message>
  <message>
   <source>Revert selected leads…</source>
   <translation>Ausgewählte Leads zurücknehmen…</translation>
  </message>
  <message>
   <source>Revert this push…</source>
   <translation>Diese Sendung zurücknehmen…</translation>
  </message>
  <message>
   <source>Nothing is kept of this account on this computer, so there is no history.</source>
   <translation>Von diesem Konto wird auf diesem Computer nichts aufgehoben, es gibt also keinen Verlauf.</translation>
  </message>
  <message>
   <source>No push has “{words}” in it.</source>
   <translation>In keiner Sendung steht „{words}“.</translation>
  </message>
  <message>
   <source>1 line saved in {file}.</source>
   <translation>1 Zeile in {file} gespeichert.</translation>
  </message>
  <message>
   <source>{n} lines saved in {file}.</source>
   <translation>{n} Zeilen in {file} gespeichert.</translation>
  </message>
  <message>
   <source>Search names, values, notes, people</source>
   <translation>Namen, Werte, Notizen, Personen suchen</translation>
  </message>
  <message>
   <source>Search the history</source>
   <translation>Den Verlauf durchsuchen</translation>
  </message>
  <message>
   <source>The history cannot be read. {reason}</source>
   <translation>Der Verlauf kann nicht gelesen werden. {reason}</translation>
  </message>
  <message>
   <source>{n} gone from Copper</source>
   <translation>{n} aus Copper verschwunden</translation>
  </message>
  <message>
   <source>{n} not confirmed</source>
   <translation>{n} nicht bestätigt</translation>
  </message>
  <message>
   <source>{n} in conflict</source>
   <translation>{n} im Konflikt</translation>
  </message>
  <message>
   <source>{day}, {time}</source>
   <translation>{day}, {time}</translation>
  </message>
  <message>
   <source>{user} on {computer}</source>
   <translation>{user} auf {computer}</translation>
  </message>
  <message>
   <source>{copper_user}, as {here}{program}</source>
   <translation>{copper_user}, als {here}{program}</translation>
  </message>
  <message>
   <source>, by the command line</source>
   <translation>, über die Befehlszeile</translation>
  </message>
  <message>
   <source>typed</source>
   <translation>getippt</translation>
  </message>
  <message>
   <source>Under way</source>
   <translation>Läuft</translation>
  </message>
  <message>
   <source>Stopped by hand before its end.</source>
   <translation>Von Hand vor dem Ende abgebrochen.</translation>
  </message>
  <message>
   <source>Ended early: {reason}</source>
   <translation>Vorzeitig beendet: {reason}</translation>
  </message>
  <message>
   <source>Created</source>
   <translation>Angelegt</translation>
  </message>
  <message>
   <source>Yesterday</source>
   <translation>Gestern</translation>
  </message>
  <message>
   <source>{n} without a result</source>
   <translation>{n} ohne Ergebnis</translation>
  </message>
  <message>
   <source>1 new lead</source>
   <translation>1 neuer Lead</translation>
  </message>
  <message>
   <source>{n} new leads</source>
   <translation>{n} neue Leads</translation>
  </message>
  <message>
   <source>{when} · 1 lead</source>
   <translation>{when} · 1 Lead</translation>
  </message>
  <message>
   <source>{when} · {n} leads</source>
   <translation>{when} · {n} Leads</translation>
  </message>
  <message>
   <source>{people}. Source: {source}.</source>
   <translation>{people}. Quelle: {source}.</translation>
  </message>
  <message>
   <source>Show only: {which}</source>
   <translation>Nur zeigen: {which}</translation>
  </message>
  <message>
   <source>“{note}”</source>
   <translation>„{note}“</translation>
  </message>
  <message>
   <source>Lead ID</source>
   <translation>Lead ID</translation>
  </message>
  <message>
   <source>Before: {value}</source>
   <translation>Vorher: {value}</translation>
  </message>
  <message>
   <source>After: {value}</source>
   <translation>Nachher: {value}</translation>
  </message>
  <message>
   <source>Changed by Copper along with the others.</source>
   <translation>Von Copper zusammen mit den anderen geändert.</translation>
  </message>
  <message>
   <source>no change</source>
   <translation>keine Änderung</translation>
  </message>
  <message>
   <source>Leads of the push</source>
   <translation>Leads der Sendung</translation>
  </message>
  <message>
   <source>Results and names of the leads</source>
   <translation>Ergebnisse und Namen der Leads</translation>
  </message>
  <message>
   <source>Pushes</source>
   <translation>Sendungen</translation>
  </message>
  <message>
   <source>under way</source>
   <translation>läuft</translation>
  </message>
  <message>
   <source>Why it is left out</source>
   <translation>Warum ausgelassen</translation>
  </message>
  <message>
   <source>Before the push</source>
   <translation>Vor der Sendung</translation>
  </message>
  <message>
   <source>Pushed</source>
   <translation>Gesendet</translation>
  </message>
  <message>
   <source>1 earlier value</source>
   <translation>1 früherer Wert</translation>
  </message>
  <message>
   <source>{n} earlier values</source>
   <translation>{n} frühere Werte</translation>
  </message>
  <message>
   <source>Put {values} back on 1 lead?</source>
   <translation>{values} bei 1 Lead zurücksetzen?</translation>
  </message>
  <message>
   <source>Put {values} back on {n} leads?</source>
   <translation>{values} bei {n} Leads zurücksetzen?</translation>
  </message>
  <message>
   <source>There is nothing to take back.</source>
   <translation>Es gibt nichts zurückzunehmen.</translation>
  </message>
  <message>
   <source>What is left out</source>
   <translation>Was weggelassen wird</translation>
  </message>
  <message>
   <source>Revert a push</source>
   <translation>Eine Sendung zurücknehmen</translation>
  </message>
  <message>
   <source>They come into the sheet as changes, for just the fields that the push changed ({when}). Nothing is sent until you review and push them; Undo takes them out again.</source>
   <translation>Sie kommen als Änderungen in die Tabelle, nur für die Felder, die die Sendung geändert hat ({when}). Nichts wird gesendet, bevor Sie prüfen und senden; Rückgängig nimmt sie wieder heraus.</translation>
  </message>
  <message>
   <source>1 field holds its earlier value already.</source>
   <translation>1 Feld enthält seinen früheren Wert schon.</translation>
  </message>
  <message>
   <source>{n} fields hold their earlier value already.</source>
   <translation>{n} Felder enthalten ihren früheren Wert schon.</translation>
  </message>
  <message>
   <source>Whole lead</source>
   <translation>Ganzer Lead</translation>
  </message>
  <message>
   <source>1 left out</source>
   <translation>1 weggelassen</translation>
  </message>
  <message>
   <source>{n} left out</source>
   <translation>{n} weggelassen</translation>
  </message>
  <message>
   <source>own field</source>
   <translation>eigenes Feld</translation>
  </message>
  <message>
   <source>with “{header}”</source>
   <translation>mit „{header}“</translation>
  </message>
  <message>
   <source>(no header)</source>
   <translation>(keine Überschrift)</translation>
  </message>
  <message>
   <source>Leave out</source>
   <translation>Weglassen</translation>
  </message>
  <message>
   <source>filled by “{header}”</source>
   <translation>von „{header}“ gefüllt</translation>
  </message>
  <message>
   <source>finds the lead</source>
   <translation>findet den Lead</translation>
  </message>
  <message>
   <source>not used</source>
   <translation>nicht verwendet</translation>
  </message>
  <message>
   <source>similar spelling</source>
   <translation>ähnliche Schreibweise</translation>
  </message>
  <message>
   <source>In the file</source>
   <translation>In der Datei</translation>
  </message>
  <message>
   <source>Why</source>
   <translation>Warum</translation>
  </message>
  <message>
   <source>How</source>
   <translation>Wie</translation>
  </message>
  <message>
   <source>Samples</source>
   <translation>Beispiele</translation>
  </message>
  <message>
   <source>Leave the lead’s value alone</source>
   <translation>Wert des Leads stehen lassen</translation>
  </message>
  <message>
   <source>Clear the lead’s value</source>
   <translation>Wert des Leads leeren</translation>
  </message>
  <message>
   <source>Clear only where the file says &lt;clear&gt;</source>
   <translation>Nur leeren, wo in der Datei &lt;clear&gt; steht</translation>
  </message>
  <message>
   <source>Day first: {day}</source>
   <translation>Tag zuerst: {day}</translation>
  </message>
  <message>
   <source>Month first: {day}</source>
   <translation>Monat zuerst: {day}</translation>
  </message>
  <message>
   <source>Use the closest</source>
   <translation>Das Nächste nehmen</translation>
  </message>
  <message>
   <source>Let each text become what is closest to it</source>
   <translation>Jeden Text zu dem werden lassen, was ihm am nächsten ist</translation>
  </message>
  <message>
   <source>Keep the leads’ values</source>
   <translation>Die Werte der Leads behalten</translation>
  </message>
  <message>
   <source>Mark as problems</source>
   <translation>Als Probleme markieren</translation>
  </message>
  <message>
   <source>All of them:</source>
   <translation>Alle:</translation>
  </message>
  <message>
   <source>Blank cells in the file</source>
   <translation>Leere Zellen in der Datei</translation>
  </message>
  <message>
   <source>1 text of the file is not known in this account</source>
   <translation>1 Text der Datei ist in diesem Konto nicht bekannt</translation>
  </message>
  <message>
   <source>{n} texts of the file are not known in this account</source>
   <translation>{n} Texte der Datei sind in diesem Konto nicht bekannt</translation>
  </message>
  <message>
   <source>Columns of the file and the fields they fill</source>
   <translation>Spalten der Datei und die Felder, die sie füllen</translation>
  </message>
  <message>
   <source>Texts that are not known in this account</source>
   <translation>Texte, die in diesem Konto nicht bekannt sind</translation>
  </message>
  <message>
   <source>Dates in “{column}”: which day is {text}?</source>
   <translation>Daten in „{column}“: Welcher Tag ist {text}?</translation>
  </message>
  <message>
   <source>{field} in every row</source>
   <translation>{field} in jeder Zeile</translation>
  </message>
  <message>
   <source>Set a field for every row…</source>
   <translation>Ein Feld für jede Zeile setzen…</translation>
  </message>
  <message>
   <source>Do not set {field}</source>
   <translation>{field} nicht setzen</translation>
  </message>
  <message>
   <source>The same value in every row</source>
   <translation>Derselbe Wert in jeder Zeile</translation>
  </message>
  <message>
   <source>Field to set</source>
   <translation>Feld, das gesetzt wird</translation>
  </message>
  <message>
   <source>Set {field} to</source>
   <translation>{field} setzen auf</translation>
  </message>
  <message>
   <source>choose…</source>
   <translation>wählen…</translation>
  </message>
  <message>
   <source>Choose a file…</source>
   <translation>Datei wählen…</translation>
  </message>
  <message>
   <source>From the clipboard</source>
   <translation>Aus der Zwischenablage</translation>
  </message>
  <message>
   <source>Import the sheet that was copied</source>
   <translation>Die kopierte Tabelle importieren</translation>
  </message>
  <message>
   <source>Drop a spreadsheet here</source>
   <translation>Legen Sie hier eine Tabelle ab</translation>
  </message>
  <message>
   <source>Excel, OpenDocument, or text with commas, semicolons or tabs. You see every change before it counts.</source>
   <translation>Excel, OpenDocument oder Text mit Kommas, Strichpunkten oder Tabulatoren. Sie sehen jede Änderung, bevor sie zählt.</translation>
  </message>
  <message>
   <source>Import {file}</source>
   <translation>{file} importieren</translation>
  </message>
  <message>
   <source>a sample file</source>
   <translation>eine Beispieldatei</translation>
  </message>
  <message>
   <source>Lately:</source>
   <translation>Zuletzt:</translation>
  </message>
  <message>
   <source>No file at hand? Try</source>
   <translation>Keine Datei zur Hand? Nehmen Sie</translation>
  </message>
  <message>
   <source>1 row</source>
   <translation>1 Zeile</translation>
  </message>
  <message>
   <source>{n} rows</source>
   <translation>{n} Zeilen</translation>
  </message>
  <message>
   <source>Reading…</source>
   <translation>Wird gelesen…</translation>
  </message>
  <message>
   <source>Copied cells</source>
   <translation>Kopierte Zellen</translation>
  </message>
  <message>
   <source>Another file…</source>
   <translation>Andere Datei…</translation>
  </message>
  <message>
   <source>Choose another file</source>
   <translation>Eine andere Datei wählen</translation>
  </message>
  <message>
   <source>Sheet</source>
   <translation>Blatt</translation>
  </message>
  <message>
   <source>Encoding</source>
   <translation>Zeichensatz</translation>
  </message>
  <message>
   <source>Separator</source>
   <translation>Trennzeichen</translation>
  </message>
  <message>
   <source>Quotes</source>
   <translation>Anführungszeichen</translation>
  </message>
  <message>
   <source>Row of the headers, 0 for a file without</source>
   <translation>Zeile der Überschriften, 0 für eine Datei ohne</translation>
  </message>
  <message>
   <source>0: the file has no headers</source>
   <translation>0: Die Datei hat keine Überschriften</translation>
  </message>
  <message>
   <source>Use row {n} as headers</source>
   <translation>Zeile {n} als Überschriften nehmen</translation>
  </message>
  <message>
   <source>Space, or a double click on the row</source>
   <translation>Leertaste oder ein Doppelklick auf die Zeile</translation>
  </message>
  <message>
   <source>{sheet} (hidden)</source>
   <translation>{sheet} (ausgeblendet)</translation>
  </message>
  <message>
   <source>{what} (found)</source>
   <translation>{what} (gefunden)</translation>
  </message>
  <message>
   <source>As found</source>
   <translation>Wie gefunden</translation>
  </message>
  <message>
   <source>Headers in row</source>
   <translation>Überschriften in Zeile</translation>
  </message>
  <message>
   <source>Keep the lead’s {field}</source>
   <translation>{field} des Leads behalten</translation>
  </message>
  <message>
   <source>Marked as problem</source>
   <translation>Als Problem markiert</translation>
  </message>
  <message>
   <source>close</source>
   <translation>ähnlich</translation>
  </message>
  <message>
   <source>Mark as problem</source>
   <translation>Als Problem markieren</translation>
  </message>
  <message>
   <source>{done} of {whole}</source>
   <translation>{done} von {whole}</translation>
  </message>
  <message>
   <source>{rate}/s</source>
   <translation>{rate}/s</translation>
  </message>
  <message>
   <source>about {time} left</source>
   <translation>noch etwa {time}</translation>
  </message>
  <message>
   <source>What the file would change cannot be counted, by a mistake of the program.</source>
   <translation>Was die Datei ändern würde, kann durch einen Fehler des Programms nicht gezählt werden.</translation>
  </message>
  <message>
   <source>The file cannot be read, by a mistake of the program. Nothing was changed.</source>
   <translation>Die Datei kann durch einen Fehler des Programms nicht gelesen werden. Nichts wurde geändert.</translation>
  </message>
  <message>
   <source>Progress</source>
   <translation>Fortschritt</translation>
  </message>
  <message>
   <source>Import a spreadsheet</source>
   <translation>Eine Tabelle importieren</translation>
  </message>
  <message>
   <source>Every change is shown before it counts; nothing is sent until you push.</source>
   <translation>Jede Änderung wird gezeigt, bevor sie zählt; nichts wird gesendet, bevor Sie senden.</translation>
  </message>
  <message>
   <source>Step {n} of 4: {name}</source>
   <translation>Schritt {n} von 4: {name}</translation>
  </message>
  <message>
   <source>File</source>
   <translation>Datei</translation>
  </message>
  <message>
   <source>Preview</source>
   <translation>Vorschau</translation>
  </message>
  <message>
   <source>Counting what would change: {percent} %</source>
   <translation>Es wird gezählt, was sich änderte: {percent} %</translation>
  </message>
  <message>
   <source>{day} {month} {year}</source>
   <translation>{day}. {month} {year}</translation>
  </message>
  <message>
   <source>on 1 lead</source>
   <translation>an 1 Lead</translation>
  </message>
  <message>
   <source>on {n} leads</source>
   <translation>an {n} Leads</translation>
  </message>
  <message>
   <source>{changes} {on}{fresh} came from {file}. Not in Copper until you push.</source>
   <translation>{changes} {on}{fresh} kamen aus {file}. Nicht in Copper, bis Sie senden.</translation>
  </message>
  <message>
   <source>Reading {file}: {rows}</source>
   <translation>{file} wird gelesen: {rows}</translation>
  </message>
  <message>
   <source>Reading {file}…</source>
   <translation>{file} wird gelesen…</translation>
  </message>
  <message>
   <source>Counting what would change…</source>
   <translation>Es wird gezählt, was sich änderte…</translation>
  </message>
  <message>
   <source>spelled like {field}</source>
   <translation>ähnlich wie {field}</translation>
  </message>
  <message>
   <source>{field} is filled by another column</source>
   <translation>{field} wird von einer anderen Spalte gefüllt</translation>
  </message>
  <message>
   <source>no lead has these ids</source>
   <translation>kein Lead hat diese IDs</translation>
  </message>
  <message>
   <source>our own note</source>
   <translation>unsere eigene Notiz</translation>
  </message>
  <message>
   <source>nothing alike</source>
   <translation>nichts Ähnliches</translation>
  </message>
  <message>
   <source>Only fill empty</source>
   <translation>Nur leere füllen</translation>
  </message>
  <message>
   <source>1 value would be cleared</source>
   <translation>1 Wert würde geleert</translation>
  </message>
  <message>
   <source>{n} values would be cleared</source>
   <translation>{n} Werte würden geleert</translation>
  </message>
  <message>
   <source>1 blank cell, 0 changes</source>
   <translation>1 leere Zelle, 0 Änderungen</translation>
  </message>
  <message>
   <source>{n} blank cells, 0 changes</source>
   <translation>{n} leere Zellen, 0 Änderungen</translation>
  </message>
  <message>
   <source>not wholly loaded yet</source>
   <translation>noch nicht ganz geladen</translation>
  </message>
  <message>
   <source>refreshed just now</source>
   <translation>gerade aktualisiert</translation>
  </message>
  <message>
   <source>refreshed {n} min ago</source>
   <translation>vor {n} min aktualisiert</translation>
  </message>
  <message>
   <source>as of {time}</source>
   <translation>Stand {time}</translation>
  </message>
  <message>
   <source> (1 of them new)</source>
   <translation> (1 davon neu)</translation>
  </message>
  <message>
   <source> ({n} of them new)</source>
   <translation> ({n} davon neu)</translation>
  </message>
  <message>
   <source>{count} rows</source>
   <translation>{count} Zeilen</translation>
  </message>
  <message>
   <source>Sheet “{sheet}”</source>
   <translation>Blatt „{sheet}“</translation>
  </message>
  <message>
   <source>header in row {n}</source>
   <translation>Überschrift in Zeile {n}</translation>
  </message>
  <message>
   <source>no headers</source>
   <translation>keine Überschriften</translation>
  </message>
  <message>
   <source>nothing is sent until you push</source>
   <translation>nichts wird gesendet, bevor Sie senden</translation>
  </message>
  <message>
   <source>counting…</source>
   <translation>wird gezählt…</translation>
  </message>
  <message>
   <source>1 lead changed</source>
   <translation>1 Lead geändert</translation>
  </message>
  <message>
   <source>{n} leads changed</source>
   <translation>{n} Leads geändert</translation>
  </message>
  <message>
   <source>1 new</source>
   <translation>1 neu</translation>
  </message>
  <message>
   <source>{n} new</source>
   <translation>{n} neu</translation>
  </message>
  <message>
   <source>1 unchanged</source>
   <translation>1 unverändert</translation>
  </message>
  <message>
   <source>{n} unchanged</source>
   <translation>{n} unverändert</translation>
  </message>
  <message>
   <source>1 skipped</source>
   <translation>1 übersprungen</translation>
  </message>
  <message>
   <source>{n} skipped</source>
   <translation>{n} übersprungen</translation>
  </message>
  <message>
   <source>1 not placed</source>
   <translation>1 nicht zugeordnet</translation>
  </message>
  <message>
   <source>{n} not placed</source>
   <translation>{n} nicht zugeordnet</translation>
  </message>
  <message>
   <source>Putting {count} changes in the sheet</source>
   <translation>{count} Änderungen werden in die Tabelle übernommen</translation>
  </message>
  <message>
   <source>Putting the changes in the sheet…</source>
   <translation>Die Änderungen werden in die Tabelle übernommen…</translation>
  </message>
  <message>
   <source>1 needs attention</source>
   <translation>1 braucht Aufmerksamkeit</translation>
  </message>
  <message>
   <source>{n} need attention</source>
   <translation>{n} brauchen Aufmerksamkeit</translation>
  </message>
  <message>
   <source>Comma-separated text</source>
   <translation>Kommagetrennter Text</translation>
  </message>
  <message>
   <source>Tab-separated text</source>
   <translation>Tabulatorgetrennter Text</translation>
  </message>
  <message>
   <source>Excel workbook</source>
   <translation>Excel-Arbeitsmappe</translation>
  </message>
  <message>
   <source>Excel workbook with macros</source>
   <translation>Excel-Arbeitsmappe mit Makros</translation>
  </message>
  <message>
   <source>Excel binary workbook</source>
   <translation>Binäre Excel-Arbeitsmappe</translation>
  </message>
  <message>
   <source>Excel 97–2003 workbook</source>
   <translation>Excel-97–2003-Arbeitsmappe</translation>
  </message>
  <message>
   <source>OpenDocument sheet</source>
   <translation>OpenDocument-Tabelle</translation>
  </message>
  <message>
   <source>Web page with a table</source>
   <translation>Webseite mit einer Tabelle</translation>
  </message>
  <message>
   <source>Comma</source>
   <translation>Komma</translation>
  </message>
  <message>
   <source>Semicolon</source>
   <translation>Semikolon</translation>
  </message>
  <message>
   <source>Tab</source>
   <translation>Tabulator</translation>
  </message>
  <message>
   <source>Bar</source>
   <translation>Senkrechter Strich</translation>
  </message>
  <message>
   <source>Double</source>
   <translation>Doppelt</translation>
  </message>
  <message>
   <source>Single</source>
   <translation>Einfach</translation>
  </message>
  <message>
   <source>None</source>
   <translation>Keines</translation>
  </message>
  <message>
   <source>UTF-8</source>
   <translation>UTF-8</translation>
  </message>
  <message>
   <source>UTF-16</source>
   <translation>UTF-16</translation>
  </message>
  <message>
   <source>Western (Windows-1252)</source>
   <translation>Westeuropäisch (Windows-1252)</translation>
  </message>
  <message>
   <source>Central European (Windows-1250)</source>
   <translation>Mitteleuropäisch (Windows-1250)</translation>
  </message>
  <message>
   <source>Cyrillic (Windows-1251)</source>
   <translation>Kyrillisch (Windows-1251)</translation>
  </message>
  <message>
   <source>Greek (Windows-1253)</source>
   <translation>Griechisch (Windows-1253)</translation>
  </message>
  <message>
   <source>Turkish (Windows-1254)</source>
   <translation>Türkisch (Windows-1254)</translation>
  </message>
  <message>
   <source>Hebrew (Windows-1255)</source>
   <translation>Hebräisch (Windows-1255)</translation>
  </message>
  <message>
   <source>Arabic (Windows-1256)</source>
   <translation>Arabisch (Windows-1256)</translation>
  </message>
  <message>
   <source>Japanese (Shift-JIS)</source>
   <translation>Japanisch (Shift-JIS)</translation>
  </message>
  <message>
   <source>Japanese (EUC-JP)</source>
   <translation>Japanisch (EUC-JP)</translation>
  </message>
  <message>
   <source>Chinese (GB 18030)</source>
   <translation>Chinesisch (GB 18030)</translation>
  </message>
  <message>
   <source>Chinese (Big5)</source>
   <translation>Chinesisch (Big5)</translation>
  </message>
  <message>
   <source>Korean (EUC-KR)</source>
   <translation>Koreanisch (EUC-KR)</translation>
  </message>
  <message>
   <source>Mac Roman</source>
   <translation>Mac Roman</translation>
  </message>
  <message>
   <source>Western (ISO 8859-1)</source>
   <translation>Westeuropäisch (ISO 8859-1)</translation>
  </message>
  <message>
   <source>Add</source>
   <translation>Hinzufügen</translation>
  </message>
  <message>
   <source>January</source>
   <translation>Januar</translation>
  </message>
  <message>
   <source>February</source>
   <translation>Februar</translation>
  </message>
  <message>
   <source>March</source>
   <translation>März</translation>
  </message>
  <message>
   <source>April</source>
   <translation>April</translation>
  </message>
  <message>
   <source>May</source>
   <translation>Mai</translation>
  </message>
  <message>
   <source>June</source>
   <translation>Juni</translation>
  </message>
  <message>
   <source>July</source>
   <translation>Juli</translation>
  </message>
  <message>
   <source>August</source>
   <translation>August</translation>
  </message>
  <message>
   <source>September</source>
   <translation>September</translation>
  </message>
  <message>
   <source>October</source>
   <translation>Oktober</translation>
  </message>
  <message>
   <source>November</source>
   <translation>November</translation>
  </message>
  <message>
   <source>December</source>
   <translation>Dezember</translation>
  </message>
  <message>
   <source>1 existing lead</source>
   <translation>1 vorhandener Lead</translation>
  </message>
  <message>
   <source>{n} existing leads</source>
   <translation>{n} vorhandene Leads</translation>
  </message>
  <message>
   <source>1 without a lead, skipped</source>
   <translation>1 ohne Lead, übersprungen</translation>
  </message>
  <message>
   <source>{n} without a lead, skipped</source>
   <translation>{n} ohne Lead, übersprungen</translation>
  </message>
  <message>
   <source>1 likely duplicate, skipped</source>
   <translation>1 wahrscheinliches Duplikat, übersprungen</translation>
  </message>
  <message>
   <source>{n} likely duplicates, skipped</source>
   <translation>{n} wahrscheinliche Duplikate, übersprungen</translation>
  </message>
  <message>
   <source>1 repeated in the file</source>
   <translation>1 in der Datei wiederholt</translation>
  </message>
  <message>
   <source>{n} repeated in the file</source>
   <translation>{n} in der Datei wiederholt</translation>
  </message>
  <message>
   <source>1 fits several leads</source>
   <translation>1 passt zu mehreren Leads</translation>
  </message>
  <message>
   <source>{n} fit several leads</source>
   <translation>{n} passen zu mehreren Leads</translation>
  </message>
  <message>
   <source>1 gone from Copper</source>
   <translation>1 in Copper nicht mehr da</translation>
  </message>
  <message>
   <source>1 without a readable key</source>
   <translation>1 ohne lesbaren Schlüssel</translation>
  </message>
  <message>
   <source>{n} without a readable key</source>
   <translation>{n} ohne lesbaren Schlüssel</translation>
  </message>
  <message>
   <source>New leads</source>
   <translation>Neue Leads</translation>
  </message>
  <message>
   <source>Problems</source>
   <translation>Probleme</translation>
  </message>
  <message>
   <source>Unchanged</source>
   <translation>Unverändert</translation>
  </message>
  <message>
   <source>Skipped</source>
   <translation>Übersprungen</translation>
  </message>
  <message>
   <source>Matched against 1 lead, {age}</source>
   <translation>Abgeglichen mit 1 Lead, {age}</translation>
  </message>
  <message>
   <source>Matched against {n} leads, {age}</source>
   <translation>Abgeglichen mit {n} Leads, {age}</translation>
  </message>
  <message>
   <source>Refreshing the leads first: {progress}</source>
   <translation>Zuerst werden die Leads aktualisiert: {progress}</translation>
  </message>
  <message>
   <source>The leads could not be refreshed, so a row that finds none may have one in Copper. New leads of this file come into the sheet as “Not confirmed” and are not sent before a refresh has checked them.</source>
   <translation>Die Leads konnten nicht aktualisiert werden, eine Zeile ohne Lead kann also einen in Copper haben. Neue Leads dieser Datei kommen als „Nicht bestätigt“ in die Tabelle und werden erst gesendet, wenn eine Aktualisierung sie geprüft hat.</translation>
  </message>
  <message>
   <source>“{column}”: {found} of {filled} found</source>
   <translation>„{column}“: {found} von {filled} gefunden</translation>
  </message>
  <message>
   <source>Is the file of another account or program?</source>
   <translation>Stammt die Datei aus einem anderen Konto oder Programm?</translation>
  </message>
  <message>
   <source>1 row finds no lead</source>
   <translation>1 Zeile findet keinen Lead</translation>
  </message>
  <message>
   <source>{n} rows find no lead</source>
   <translation>{n} Zeilen finden keinen Lead</translation>
  </message>
  <message>
   <source>1 lead updated</source>
   <translation>1 Lead aktualisiert</translation>
  </message>
  <message>
   <source>{n} leads updated</source>
   <translation>{n} Leads aktualisiert</translation>
  </message>
  <message>
   <source>1 of them shares its e-mail, phone, or name and company with a lead or another row</source>
   <translation>1 davon hat E-Mail, Telefon oder Name und Firma mit einem Lead oder einer anderen Zeile gemeinsam</translation>
  </message>
  <message>
   <source>{n} of them share their e-mail, phone, or name and company with a lead or another row</source>
   <translation>{n} davon haben E-Mail, Telefon oder Name und Firma mit einem Lead oder einer anderen Zeile gemeinsam</translation>
  </message>
  <message>
   <source>Column by which the lead is found</source>
   <translation>Spalte, über die der Lead gefunden wird</translation>
  </message>
  <message>
   <source>Refresh now</source>
   <translation>Jetzt aktualisieren</translation>
  </message>
  <message>
   <source>Read the leads from Copper again</source>
   <translation>Die Leads erneut aus Copper lesen</translation>
  </message>
  <message>
   <source>By Lead ID</source>
   <translation>Über die Lead ID</translation>
  </message>
  <message>
   <source>By e-mail</source>
   <translation>Über die E-Mail</translation>
  </message>
  <message>
   <source>How the lead of a row is found</source>
   <translation>Wie der Lead einer Zeile gefunden wird</translation>
  </message>
  <message>
   <source>column “{column}”</source>
   <translation>Spalte „{column}“</translation>
  </message>
  <message>
   <source>Find the leads by e-mail instead.</source>
   <translation>Finden Sie die Leads stattdessen über die E-Mail.</translation>
  </message>
  <message>
   <source>Choose another column, or “Not at all”.</source>
   <translation>Wählen Sie eine andere Spalte oder „Gar nicht“.</translation>
  </message>
  <message>
   <source>; 1 row left out</source>
   <translation>; 1 Zeile weggelassen</translation>
  </message>
  <message>
   <source>; {n} rows left out</source>
   <translation>; {n} Zeilen weggelassen</translation>
  </message>
  <message>
   <source>1 row needs a look</source>
   <translation>1 Zeile will angesehen sein</translation>
  </message>
  <message>
   <source>{n} rows need a look</source>
   <translation>{n} Zeilen wollen angesehen sein</translation>
  </message>
  <message>
   <source>Rows of the file that need a look</source>
   <translation>Zeilen der Datei, die angesehen sein wollen</translation>
  </message>
  <message>
   <source>By the column</source>
   <translation>Über die Spalte</translation>
  </message>
  <message>
   <source>Not at all</source>
   <translation>Gar nicht</translation>
  </message>
  <message>
   <source>Every row is a new lead</source>
   <translation>Jede Zeile ist ein neuer Lead</translation>
  </message>
  <message>
   <source>No lead has any of these values.</source>
   <translation>Kein Lead hat einen dieser Werte.</translation>
  </message>
  <message>
   <source>None of these ids is that of a lead here.</source>
   <translation>Keine dieser IDs gehört einem Lead hier.</translation>
  </message>
  <message>
   <source>Make new leads</source>
   <translation>Neue Leads anlegen</translation>
  </message>
  <message>
   <source>Skip them</source>
   <translation>Sie überspringen</translation>
  </message>
  <message>
   <source>{rows} left out</source>
   <translation>{rows} weggelassen</translation>
  </message>
  <message>
   <source>1 row left out</source>
   <translation>1 Zeile weggelassen</translation>
  </message>
  <message>
   <source>{n} rows left out</source>
   <translation>{n} Zeilen weggelassen</translation>
  </message>
  <message>
   <source>Update the lead that is there</source>
   <translation>Den vorhandenen Lead aktualisieren</translation>
  </message>
  <message>
   <source>Make new leads all the same</source>
   <translation>Trotzdem neue Leads anlegen</translation>
  </message>
  <message>
   <source>1 likely duplicate</source>
   <translation>1 wahrscheinliches Duplikat</translation>
  </message>
  <message>
   <source>{n} likely duplicates</source>
   <translation>{n} wahrscheinliche Duplikate</translation>
  </message>
  <message>
   <source>By another column</source>
   <translation>Über eine andere Spalte</translation>
  </message>
  <message>
   <source>such as a customer number</source>
   <translation>etwa eine Kundennummer</translation>
  </message>
  <message>
   <source>Changed, needs attention</source>
   <translation>Geändert, braucht Aufmerksamkeit</translation>
  </message>
  <message>
   <source>New, needs attention</source>
   <translation>Neu, braucht Aufmerksamkeit</translation>
  </message>
  <message>
   <source>Left out, needs a look</source>
   <translation>Ausgelassen, bitte ansehen</translation>
  </message>
  <message>
   <source>{field}, no change</source>
   <translation>{field}, keine Änderung</translation>
  </message>
  <message>
   <source>Row</source>
   <translation>Zeile</translation>
  </message>
  <message>
   <source>Note</source>
   <translation>Notiz</translation>
  </message>
  <message>
   <source>Find in these rows</source>
   <translation>In diesen Zeilen suchen</translation>
  </message>
  <message>
   <source>Show only the rows in which these words stand</source>
   <translation>Nur die Zeilen zeigen, in denen diese Wörter stehen</translation>
  </message>
  <message>
   <source>Show only: {rows}</source>
   <translation>Nur zeigen: {rows}</translation>
  </message>
  <message>
   <source>1 row so far…</source>
   <translation>bisher 1 Zeile…</translation>
  </message>
  <message>
   <source>{n} rows so far…</source>
   <translation>bisher {n} Zeilen…</translation>
  </message>
  <message>
   <source>{shown} of {whole} rows</source>
   <translation>{shown} von {whole} Zeilen</translation>
  </message>
  <message>
   <source>What the file would change, one row a row of the file</source>
   <translation>Was die Datei ändern würde, eine Zeile je Zeile der Datei</translation>
  </message>
  <message>
   <source>States, rows and names</source>
   <translation>Zustände, Zeilen und Namen</translation>
  </message>
  <message>
   <source>It is like {leads}.</source>
   <translation>Er gleicht {leads}.</translation>
  </message>
  <message>
   <source>a row above</source>
   <translation>einer Zeile darüber</translation>
  </message>
  <message>
   <source>What it is</source>
   <translation>Was es ist</translation>
  </message>
  <message>
   <source>Update</source>
   <translation>Aktualisieren</translation>
  </message>
  <message>
   <source>Likely duplicate</source>
   <translation>Wahrscheinliches Duplikat</translation>
  </message>
  <message>
   <source>Repeated in the file</source>
   <translation>In der Datei wiederholt</translation>
  </message>
  <message>
   <source>Fits several leads</source>
   <translation>Passt zu mehreren Leads</translation>
  </message>
  <message>
   <source>No readable key</source>
   <translation>Kein lesbarer Schlüssel</translation>
  </message>
  <message>
   <source>Row {n}, the headers</source>
   <translation>Zeile {n}, die Überschriften</translation>
  </message>
  <message>
   <source>The first rows of the file</source>
   <translation>Die ersten Zeilen der Datei</translation>
  </message>
  <message>
   <source>Clear: {field}</source>
   <translation>Leeren: {field}</translation>
  </message>
  <message>
   <source>Times are those of {zone}, the time zone of this account.</source>
   <translation>Die Zeiten sind die von {zone}, der Zeitzone dieses Kontos.</translation>
  </message>
  <message>
   <source>Fields or people of this account have changed in Copper. Open it anew after the push.</source>
   <translation>Felder oder Personen dieses Kontos haben sich in Copper geändert. Öffnen Sie es nach der Sendung neu.</translation>
  </message>
  <message>
   <source>Names of the columns</source>
   <translation>Namen der Spalten</translation>
  </message>
  <message>
   <source>Rows</source>
   <translation>Zeilen</translation>
  </message>
  <message>
   <source>Open anew</source>
   <translation>Neu öffnen</translation>
  </message>
  <message>
   <source>{waiting}, {n} without a result</source>
   <translation>{waiting}, {n} ohne Ergebnis</translation>
  </message>
  <message>
   <source>{rate} leads/s · about {time} left</source>
   <translation>{rate} Leads/s · noch etwa {time}</translation>
  </message>
  <message>
   <source>No changes</source>
   <translation>Keine Änderungen</translation>
  </message>
  <message>
   <source>{waiting}, {n} not sent</source>
   <translation>{waiting}, {n} nicht gesendet</translation>
  </message>
  <message>
   <source>{n} planned · last push {time}</source>
   <translation>{n} geplant · letzte Sendung {time}</translation>
  </message>
  <message>
   <source>Paused. What is on its way is counted.</source>
   <translation>Pause. Was unterwegs ist, wird gezählt.</translation>
  </message>
  <message>
   <source>Starting…</source>
   <translation>Beginnt…</translation>
  </message>
  <message>
   <source>Discard…</source>
   <translation>Verwerfen…</translation>
  </message>
  <message>
   <source>Discard all changes</source>
   <translation>Alle Änderungen verwerfen</translation>
  </message>
  <message>
   <source>What is changed</source>
   <translation>Was geändert ist</translation>
  </message>
  <message>
   <source>Progress of the push</source>
   <translation>Fortschritt der Sendung</translation>
  </message>
  <message>
   <source>Pace of the push</source>
   <translation>Tempo der Sendung</translation>
  </message>
  <message>
   <source>Pause</source>
   <translation>Pause</translation>
  </message>
  <message>
   <source>Pause the push</source>
   <translation>Die Sendung unterbrechen</translation>
  </message>
  <message>
   <source>Stop the push</source>
   <translation>Die Sendung abbrechen</translation>
  </message>
  <message>
   <source>Retry</source>
   <translation>Erneut senden</translation>
  </message>
  <message>
   <source>Push the failed leads again</source>
   <translation>Die abgelehnten Leads erneut senden</translation>
  </message>
  <message>
   <source>Review changes</source>
   <translation>Änderungen prüfen</translation>
  </message>
  <message>
   <source>Push changes</source>
   <translation>Änderungen senden</translation>
  </message>
  <message>
   <source>Show only these leads</source>
   <translation>Nur diese Leads zeigen</translation>
  </message>
  <message>
   <source>Retry {n} failed</source>
   <translation>{n} abgelehnte erneut senden</translation>
  </message>
  <message>
   <source>1 problem</source>
   <translation>1 Problem</translation>
  </message>
  <message>
   <source>{n} problems</source>
   <translation>{n} Probleme</translation>
  </message>
  <message>
   <source>1 warning</source>
   <translation>1 Warnung</translation>
  </message>
  <message>
   <source>{n} warnings</source>
   <translation>{n} Warnungen</translation>
  </message>
  <message>
   <source>{changes} · read-only account</source>
   <translation>{changes} · Konto schreibgeschützt</translation>
  </message>
  <message>
   <source>{words}: show only these leads</source>
   <translation>{words}: nur diese Leads zeigen</translation>
  </message>
  <message>
   <source>Resume</source>
   <translation>Weiter</translation>
  </message>
  <message>
   <source>Queued {n}</source>
   <translation>Wartend {n}</translation>
  </message>
  <message>
   <source>Sending {n}</source>
   <translation>Wird gesendet {n}</translation>
  </message>
  <message>
   <source>Accepted {n}</source>
   <translation>Angenommen {n}</translation>
  </message>
  <message>
   <source>Failed {n}</source>
   <translation>Abgelehnt {n}</translation>
  </message>
  <message>
   <source>Not confirmed {n}</source>
   <translation>Nicht bestätigt {n}</translation>
  </message>
  <message>
   <source>Not sent {n}</source>
   <translation>Nicht gesendet {n}</translation>
  </message>
  <message>
   <source>Drop to import {file}</source>
   <translation>Ablegen, um {file} zu importieren</translation>
  </message>
  <message>
   <source>What can be done about it</source>
   <translation>Was sich tun lässt</translation>
  </message>
  <message>
   <source>Read the earlier messages</source>
   <translation>Die früheren Meldungen lesen</translation>
  </message>
  <message>
   <source>Close this message</source>
   <translation>Diese Meldung schließen</translation>
  </message>
  <message>
   <source>Use “{value}” for the other one</source>
   <translation>„{value}“ für den anderen nehmen</translation>
  </message>
  <message>
   <source>Use “{value}” for the other {n}</source>
   <translation>„{value}“ für die anderen {n} nehmen</translation>
  </message>
  <message>
   <source>{n} of the first {all}</source>
   <translation>{n} der ersten {all}</translation>
  </message>
  <message>
   <source>Number of leads</source>
   <translation>Zahl der Leads</translation>
  </message>
  <message>
   <source>Show {n}</source>
   <translation>{n} zeigen</translation>
  </message>
  <message>
   <source>Leave this field out and send the rest</source>
   <translation>Dieses Feld weglassen und den Rest senden</translation>
  </message>
  <message>
   <source>Puts {field} back in this lead and pushes its other changes</source>
   <translation>Setzt {field} in diesem Lead zurück und sendet seine anderen Änderungen</translation>
  </message>
  <message>
   <source>Puts {field} back in these {n} leads and pushes their other changes</source>
   <translation>Setzt {field} in diesen {n} Leads zurück und sendet ihre anderen Änderungen</translation>
  </message>
  <message>
   <source>Change all…</source>
   <translation>Alle ändern…</translation>
  </message>
  <message>
   <source>Error</source>
   <translation>Fehler</translation>
  </message>
  <message>
   <source>Warning</source>
   <translation>Warnung</translation>
  </message>
  <message>
   <source>Copper’s own words</source>
   <translation>Coppers eigene Worte</translation>
  </message>
  <message>
   <source>Show only these {n} leads</source>
   <translation>Nur diese {n} Leads zeigen</translation>
  </message>
  <message>
   <source>Use one value for all {n}…</source>
   <translation>Einen Wert für alle {n} nehmen…</translation>
  </message>
  <message>
   <source>Put loaded values back</source>
   <translation>Geladene Werte zurücksetzen</translation>
  </message>
  <message>
   <source>Retry this one</source>
   <translation>Diesen erneut senden</translation>
  </message>
  <message>
   <source>Retry these {n}</source>
   <translation>Diese {n} erneut senden</translation>
  </message>
  <message>
   <source>Show more: {n} further kinds of problems</source>
   <translation>Mehr zeigen: {n} weitere Arten von Problemen</translation>
  </message>
  <message>
   <source>No problems. Failed leads and doubtful values are listed here.</source>
   <translation>Keine Probleme. Abgelehnte Leads und zweifelhafte Werte stehen hier.</translation>
  </message>
  <message>
   <source>Groups of problems</source>
   <translation>Gruppen von Problemen</translation>
  </message>
  <message>
   <source>Number of problems</source>
   <translation>Zahl der Probleme</translation>
  </message>
  <message>
   <source>Export failures…</source>
   <translation>Fehler exportieren…</translation>
  </message>
  <message>
   <source>Save the failed leads as a spreadsheet</source>
   <translation>Die abgelehnten Leads als Tabelle speichern</translation>
  </message>
  <message>
   <source>Next  F8</source>
   <translation>Nächstes  F8</translation>
  </message>
  <message>
   <source>Go to the next problem</source>
   <translation>Zum nächsten Problem</translation>
  </message>
  <message>
   <source>Close the list of problems</source>
   <translation>Die Liste der Probleme schließen</translation>
  </message>
  <message>
   <source>1 cell selected</source>
   <translation>1 Zelle ausgewählt</translation>
  </message>
  <message>
   <source>{n} cells selected</source>
   <translation>{n} Zellen ausgewählt</translation>
  </message>
  <message>
   <source>sum {sum}</source>
   <translation>Summe {sum}</translation>
  </message>
  <message>
   <source>Copper takes {limit} calls in any minute. Copper Desk keeps within that by itself: pushes go first, loads wait. Other programs of this account count, too.</source>
   <translation>Copper nimmt {limit} Aufrufe in jeder Minute. Copper Desk hält das von selbst ein: Sendungen gehen vor, das Laden wartet. Andere Programme dieses Kontos zählen mit.</translation>
  </message>
  <message>
   <source>Team permissions are switched on in this account: Copper shows a key what its owner may see. An admin’s key sees every lead.</source>
   <translation>Team-Berechtigungen sind in diesem Konto eingeschaltet: Copper zeigt einem Schlüssel, was sein Besitzer sehen darf. Der Schlüssel eines Admins sieht jeden Lead.</translation>
  </message>
  <message>
   <source>refreshed at {time}</source>
   <translation>aktualisiert um {time}</translation>
  </message>
  <message>
   <source>{shown} of 1 lead</source>
   <translation>{shown} von 1 Lead</translation>
  </message>
  <message>
   <source>{shown} of {n} leads</source>
   <translation>{shown} von {n} Leads</translation>
  </message>
  <message>
   <source>Loading leads…</source>
   <translation>Leads werden geladen…</translation>
  </message>
  <message>
   <source>{loaded} leads loaded</source>
   <translation>{loaded} Leads geladen</translation>
  </message>
  <message>
   <source>{loaded} of {total} leads</source>
   <translation>{loaded} von {total} Leads</translation>
  </message>
  <message>
   <source>{n} of {limit} calls used this minute</source>
   <translation>{n} von {limit} Aufrufen dieser Minute verbraucht</translation>
  </message>
  <message>
   <source>Status</source>
   <translation>Status</translation>
  </message>
  <message>
   <source>Leads shown</source>
   <translation>Gezeigte Leads</translation>
  </message>
  <message>
   <source>Stop loading</source>
   <translation>Das Laden abbrechen</translation>
  </message>
  <message>
   <source>Sort and filter again</source>
   <translation>Neu sortieren und filtern</translation>
  </message>
  <message>
   <source>Changed leads stay where they were until you sort and filter again</source>
   <translation>Geänderte Leads bleiben, wo sie waren, bis Sie neu sortieren und filtern</translation>
  </message>
  <message>
   <source>Our calls</source>
   <translation>Unsere Aufrufe</translation>
  </message>
  <message>
   <source>Changes not in Copper yet</source>
   <translation>Änderungen, die noch nicht in Copper sind</translation>
  </message>
  <message>
   <source>Calls this minute</source>
   <translation>Aufrufe dieser Minute</translation>
  </message>
  <message>
   <source>you may not see every lead</source>
   <translation>vielleicht sehen Sie nicht jeden Lead</translation>
  </message>
  <message>
   <source>{n} of {limit}, the rest waits</source>
   <translation>{n} von {limit}, der Rest wartet</translation>
  </message>
  <message>
   <source>{n} of {limit} this minute</source>
   <translation>{n} von {limit} in dieser Minute</translation>
  </message>
  <message>
   <source>Copper is slow ({n} s a call)</source>
   <translation>Copper ist langsam ({n} s je Aufruf)</translation>
  </message>
  <message>
   <source>Tip</source>
   <translation>Tipp</translation>
  </message>
  <message>
   <source>Got it</source>
   <translation>Verstanden</translation>
  </message>
  <message>
   <source>Got it: close this tip</source>
   <translation>Verstanden: diesen Tipp schließen</translation>
  </message>
  <message>
   <source>No more tips</source>
   <translation>Keine Tipps mehr</translation>
  </message>
  <message>
   <source>View: {name}</source>
   <translation>Ansicht: {name}</translation>
  </message>
  <message>
   <source>Practice account</source>
   <translation>Übungskonto</translation>
  </message>
  <message>
   <source>Invented leads on this computer. Nothing here reaches Copper, so try what you like.</source>
   <translation>Erfundene Leads auf diesem Computer. Nichts davon erreicht Copper, probieren Sie, was Sie wollen.</translation>
  </message>
  <message>
   <source>Tools</source>
   <translation>Werkzeuge</translation>
  </message>
  <message>
   <source>Filter 1 lead</source>
   <translation>1 Lead filtern</translation>
  </message>
  <message>
   <source>Filter {n} leads</source>
   <translation>{n} Leads filtern</translation>
  </message>
  <message>
   <source>Commands</source>
   <translation>Befehle</translation>
  </message>
  <message>
   <source>{view}, altered</source>
   <translation>{view}, verändert</translation>
  </message>
  <message>
   <source>{view}, altered since it was saved</source>
   <translation>{view}, seit dem Speichern verändert</translation>
  </message>
  <message>
   <source>Filter leads</source>
   <translation>Leads filtern</translation>
  </message>
  <message>
   <source>Summary of the changes</source>
   <translation>Zusammenfassung der Änderungen</translation>
  </message>
  <message>
   <source>Push: {line}</source>
   <translation>Senden: {line}</translation>
  </message>
  <message>
   <source>Push these leads, or leave them as changes in the sheet</source>
   <translation>Diese Leads senden oder als Änderungen in der Tabelle lassen</translation>
  </message>
  <message>
   <source>Show only: {line}</source>
   <translation>Nur zeigen: {line}</translation>
  </message>
  <message>
   <source>now: {value}</source>
   <translation>jetzt: {value}</translation>
  </message>
  <message>
   <source>Push</source>
   <translation>Senden</translation>
  </message>
  <message>
   <source>Changes to be pushed, one row a lead</source>
   <translation>Zu sendende Änderungen, eine Zeile je Lead</translation>
  </message>
  <message>
   <source>Ticks and names of the leads</source>
   <translation>Kreuze und Namen der Leads</translation>
  </message>
  <message>
   <source>{shown} of {every} leads</source>
   <translation>{shown} von {every} Leads</translation>
  </message>
  <message>
   <source>Note for the history (optional)</source>
   <translation>Notiz für den Verlauf (freiwillig)</translation>
  </message>
  <message>
   <source>A note that is kept with this push</source>
   <translation>Eine Notiz, die mit dieser Sendung aufgehoben wird</translation>
  </message>
  <message>
   <source>Discard all…</source>
   <translation>Alle verwerfen…</translation>
  </message>
  <message>
   <source>Discard all changes of the sheet</source>
   <translation>Alle Änderungen der Tabelle verwerfen</translation>
  </message>
  <message>
   <source>Save these changes as a file</source>
   <translation>Diese Änderungen als Datei speichern</translation>
  </message>
  <message>
   <source>Close the review and keep editing (Esc)</source>
   <translation>Die Prüfung schließen und weiter bearbeiten (Esc)</translation>
  </message>
  <message>
   <source>Push the first leads in one request and wait</source>
   <translation>Die ersten Leads in einem Aufruf senden und warten</translation>
  </message>
  <message>
   <source>Push first lead</source>
   <translation>Ersten Lead senden</translation>
  </message>
  <message>
   <source>Push first {n}</source>
   <translation>Erste {n} senden</translation>
  </message>
  <message>
   <source>1 row copied with its headers.</source>
   <translation>1 Zeile mit ihren Überschriften kopiert.</translation>
  </message>
  <message>
   <source>{n} rows copied with their headers.</source>
   <translation>{n} Zeilen mit ihren Überschriften kopiert.</translation>
  </message>
  <message>
   <source>1 change saved in {file}.</source>
   <translation>1 Änderung in {file} gespeichert.</translation>
  </message>
  <message>
   <source>{n} changes saved in {file}.</source>
   <translation>{n} Änderungen in {file} gespeichert.</translation>
  </message>
  <message>
   <source>Find in these changes</source>
   <translation>In diesen Änderungen suchen</translation>
  </message>
  <message>
   <source>Show only the leads in which these words stand</source>
   <translation>Nur die Leads zeigen, in denen diese Wörter stehen</translation>
  </message>
  <message>
   <source>Review {changes} on 1 lead</source>
   <translation>{changes} an 1 Lead prüfen</translation>
  </message>
  <message>
   <source>Review {changes} on {n} leads</source>
   <translation>{changes} an {n} Leads prüfen</translation>
  </message>
  <message>
   <source>1 request ({parts}), about {time}.</source>
   <translation>1 Aufruf ({parts}), etwa {time}.</translation>
  </message>
  <message>
   <source>{n} requests ({parts}), about {time}.</source>
   <translation>{n} Aufrufe ({parts}), etwa {time}.</translation>
  </message>
  <message>
   <source>{ticked} of {n}</source>
   <translation>{ticked} von {n}</translation>
  </message>
  <message>
   <source>Refused last time {n}</source>
   <translation>Letztes Mal abgelehnt {n}</translation>
  </message>
  <message>
   <source>Refused last time: {problems}</source>
   <translation>Letztes Mal abgelehnt: {problems}</translation>
  </message>
  <message>
   <source>Push 1 lead</source>
   <translation>1 Lead senden</translation>
  </message>
  <message>
   <source>Push {n} leads</source>
   <translation>{n} Leads senden</translation>
  </message>
  <message>
   <source>Nothing is ticked, so nothing would be sent. What is not ticked stays changed in the sheet.</source>
   <translation>Nichts ist angekreuzt, also würde nichts gesendet. Was nicht angekreuzt ist, bleibt in der Tabelle geändert.</translation>
  </message>
  <message>
   <source>{field} cleared, {n}</source>
   <translation>{field} geleert, {n}</translation>
  </message>
  <message>
   <source>{field} set, {n}</source>
   <translation>{field} gesetzt, {n}</translation>
  </message>
  <message>
   <source>New leads {n}</source>
   <translation>Neue Leads {n}</translation>
  </message>
  <message>
   <source>Warnings {n}</source>
   <translation>Warnungen {n}</translation>
  </message>
  <message>
   <source>Held back: someone else changed it too</source>
   <translation>Zurückgehalten: Jemand anderes hat es auch geändert</translation>
  </message>
  <message>
   <source>Held back: {reason}</source>
   <translation>Zurückgehalten: {reason}</translation>
  </message>
  <message>
   <source>Copper refused this lead last time.</source>
   <translation>Copper hat diesen Lead letztes Mal abgelehnt.</translation>
  </message>
  <message>
   <source>(cleared)</source>
   <translation>(geleert)</translation>
  </message>
  <message>
   <source>Held back, cannot be pushed</source>
   <translation>Zurückgehalten, kann nicht gesendet werden</translation>
  </message>
  <message>
   <source>Ticked, will be pushed</source>
   <translation>Angekreuzt, wird gesendet</translation>
  </message>
  <message>
   <source>Not ticked, stays changed</source>
   <translation>Nicht angekreuzt, bleibt geändert</translation>
  </message>
  <message>
   <source>May start automations in Copper, which cannot be recalled.</source>
   <translation>Kann Automatisierungen in Copper auslösen, die nicht zurückgeholt werden können.</translation>
  </message>
  <message>
   <source>{n} to look for newer changes</source>
   <translation>{n}, um neuere Änderungen zu suchen</translation>
  </message>
  <message>
   <source>{n} with updates</source>
   <translation>{n} mit Aktualisierungen</translation>
  </message>
  <message>
   <source>{n} with new leads</source>
   <translation>{n} mit neuen Leads</translation>
  </message>
  <message>
   <source>{field}: {before} → {after}, {n} lead</source>
   <translation>{field}: {before} → {after}, {n} Lead</translation>
  </message>
  <message>
   <source>{field}: {before} → {after}, {n} leads</source>
   <translation>{field}: {before} → {after}, {n} Leads</translation>
  </message>
  <message>
   <source>{field} set to {after}, {n} lead</source>
   <translation>{field} auf {after} gesetzt, {n} Lead</translation>
  </message>
  <message>
   <source>{field} set to {after}, {n} leads</source>
   <translation>{field} auf {after} gesetzt, {n} Leads</translation>
  </message>
  <message>
   <source>{field}, will be {after}</source>
   <translation>{field}, wird {after}</translation>
  </message>
  <message>
   <source>{field}, was {before}, will be {after}</source>
   <translation>{field}, war {before}, wird {after}</translation>
  </message>
  <message>
   <source>{field}, was {before}, will be cleared</source>
   <translation>{field}, war {before}, wird geleert</translation>
  </message>
  <message>
   <source>Held back: conflict {n}</source>
   <translation>Zurückgehalten: Konflikt {n}</translation>
  </message>
  <message>
   <source>Held back: needs attention {n}</source>
   <translation>Zurückgehalten: braucht Aufmerksamkeit {n}</translation>
  </message>
  <message>
   <source>Held back: gone from Copper {n}</source>
   <translation>Zurückgehalten: in Copper nicht mehr da {n}</translation>
  </message>
  <message>
   <source>Held back: not confirmed {n}</source>
   <translation>Zurückgehalten: nicht bestätigt {n}</translation>
  </message>
  <message>
   <source>Held back: in a push already {n}</source>
   <translation>Zurückgehalten: schon in einer Sendung {n}</translation>
  </message>
  <message>
   <source>Fields or people of this account have changed in Copper, so it was opened anew. Your changes came along.</source>
   <translation>Felder oder Personen dieses Kontos haben sich in Copper geändert, deshalb wurde es neu geöffnet. Ihre Änderungen kamen mit.</translation>
  </message>
  <message>
   <source>Everything that this computer kept of {account} was removed.</source>
   <translation>Alles, was dieser Computer von {account} aufhob, wurde entfernt.</translation>
  </message>
  <message>
   <source>The setting cannot be saved: {reason}.</source>
   <translation>Die Einstellung kann nicht gespeichert werden: {reason}.</translation>
  </message>
  <message>
   <source>This computer has no keyring, so the key is kept only until you quit.</source>
   <translation>Dieser Computer hat keinen Schlüsselbund, darum bleibt der Schlüssel nur bis zum Beenden aufgehoben.</translation>
  </message>
  <message>
   <source>After the fair</source>
   <translation>Nach der Messe</translation>
  </message>
  <message>
   <source>values</source>
   <translation>Werte</translation>
  </message>
  <message>
   <source>The selected cell.</source>
   <translation>Die ausgewählte Zelle.</translation>
  </message>
  <message>
   <source>The {n} selected cells.</source>
   <translation>Die {n} ausgewählten Zellen.</translation>
  </message>
  <message>
   <source>One step, which Undo takes back. Nothing is sent by changing.</source>
   <translation>Ein Schritt, den Rückgängig zurücknimmt. Durch das Ändern wird nichts gesendet.</translation>
  </message>
  <message>
   <source>Copy from</source>
   <translation>Übernehmen aus</translation>
  </message>
  <message>
   <source>Change</source>
   <translation>Ändern</translation>
  </message>
  <message>
   <source>Looking: {done} of {whole} cells</source>
   <translation>Es wird gesucht: {done} von {whole} Zellen</translation>
  </message>
  <message>
   <source> · the first {n} are shown</source>
   <translation> · die ersten {n} werden gezeigt</translation>
  </message>
  <message>
   <source>Change 1 cell</source>
   <translation>1 Zelle ändern</translation>
  </message>
  <message>
   <source>Change {n} cells</source>
   <translation>{n} Zellen ändern</translation>
  </message>
  <message>
   <source>The first cells that change</source>
   <translation>Die ersten Zellen, die sich ändern</translation>
  </message>
  <message>
   <source>Values that can be typed</source>
   <translation>Werte, die eingegeben werden können</translation>
  </message>
  <message>
   <source>this cell</source>
   <translation>dieser Zelle</translation>
  </message>
  <message>
   <source>these {n} cells</source>
   <translation>diesen {n} Zellen</translation>
  </message>
  <message>
   <source>Set value</source>
   <translation>Wert setzen</translation>
  </message>
  <message>
   <source>{field} in {cells}</source>
   <translation>{field} in {cells}</translation>
  </message>
  <message>
   <source>One value in {cells}</source>
   <translation>Ein Wert in {cells}</translation>
  </message>
  <message>
   <source>Set 1 cell</source>
   <translation>1 Zelle setzen</translation>
  </message>
  <message>
   <source>Set {n} cells</source>
   <translation>{n} Zellen setzen</translation>
  </message>
  <message>
   <source>Phone as +31201234567</source>
   <translation>Telefonnummer als +31201234567</translation>
  </message>
  <message>
   <source>Take spaces off the ends</source>
   <translation>Leerzeichen am Rand entfernen</translation>
  </message>
  <message>
   <source>One space between words</source>
   <translation>Ein Leerzeichen zwischen Wörtern</translation>
  </message>
  <message>
   <source>UPPER CASE</source>
   <translation>GROSSBUCHSTABEN</translation>
  </message>
  <message>
   <source>lower case</source>
   <translation>kleinbuchstaben</translation>
  </message>
  <message>
   <source>Title Case</source>
   <translation>Wortanfänge Groß</translation>
  </message>
  <message>
   <source>Phone as written in its country</source>
   <translation>Telefon wie im Land üblich</translation>
  </message>
  <message>
   <source>Country as its two letters</source>
   <translation>Land als zwei Buchstaben</translation>
  </message>
  <message>
   <source>Value</source>
   <translation>Wert</translation>
  </message>
  <message>
   <source>New value</source>
   <translation>Neuer Wert</translation>
  </message>
  <message>
   <source>New value for {value}</source>
   <translation>Neuer Wert für {value}</translation>
  </message>
  <message>
   <source>Values and their new values</source>
   <translation>Werte und ihre neuen Werte</translation>
  </message>
  <message>
   <source>The lead shown.</source>
   <translation>Der gezeigte Lead.</translation>
  </message>
  <message>
   <source>All {n} leads shown.</source>
   <translation>Alle {n} gezeigten Leads.</translation>
  </message>
  <message>
   <source>A blank new value leaves the leads alone, {clear} empties them. Nothing is sent by changing.</source>
   <translation>Ein leerer neuer Wert lässt die Leads, wie sie sind, {clear} leert sie. Durch das Ändern wird nichts gesendet.</translation>
  </message>
  <message>
   <source>{values} and {n} more</source>
   <translation>{values} und {n} weitere</translation>
  </message>
  <message>
   <source>Change values</source>
   <translation>Werte ändern</translation>
  </message>
  <message>
   <source>Counting…</source>
   <translation>Wird gezählt…</translation>
  </message>
  <message>
   <source>Column to change</source>
   <translation>Spalte, die geändert wird</translation>
  </message>
  <message>
   <source>Values listed</source>
   <translation>Aufgeführte Werte</translation>
  </message>
  <message>
   <source>Paste two columns</source>
   <translation>Zwei Spalten einfügen</translation>
  </message>
  <message>
   <source>Paste a list of old and new values</source>
   <translation>Eine Liste alter und neuer Werte einfügen</translation>
  </message>
  <message>
   <source>1 value got a new one.</source>
   <translation>1 Wert bekam einen neuen.</translation>
  </message>
  <message>
   <source>{n} values got a new one.</source>
   <translation>{n} Werte bekamen einen neuen.</translation>
  </message>
  <message>
   <source>1 cell needs attention</source>
   <translation>1 Zelle braucht Aufmerksamkeit</translation>
  </message>
  <message>
   <source>{n} cells need attention</source>
   <translation>{n} Zellen brauchen Aufmerksamkeit</translation>
  </message>
  <message>
   <source>by</source>
   <translation>nach</translation>
  </message>
  <message>
   <source>In no lead shown: {values}.</source>
   <translation>In keinem gezeigten Lead: {values}.</translation>
  </message>
  <message>
   <source>Twice in the list, the last one counts: {values}.</source>
   <translation>Zweimal in der Liste, das letzte zählt: {values}.</translation>
  </message>
  <message>
   <source>its own values</source>
   <translation>ihren eigenen Werten</translation>
  </message>
  <message>
   <source>This text holds a character that cannot be seen or sent ({code}). Delete it.</source>
   <translation>Dieser Text enthält ein Zeichen, das weder zu sehen ist noch gesendet werden kann ({code}). Löschen Sie es.</translation>
  </message>
  <message>
   <source>{field} #{unlisted} is no longer listed in this account. Copper may refuse it.</source>
   <translation>{field} #{unlisted} steht in diesem Konto nicht mehr zur Wahl. Copper lehnt es vielleicht ab.</translation>
  </message>
  <message>
   <source>Name and its parts are both changed, and Copper takes one of them. Put back either Name, or Prefix, First, Middle and Last name and Suffix.</source>
   <translation>Name und seine Teile sind beide geändert, und Copper nimmt nur eines davon. Setzen Sie entweder Name zurück oder Prefix, First, Middle und Last name und Suffix.</translation>
  </message>
  <message>
   <source>{field} may be too long for Copper: {n} characters.</source>
   <translation>{field} ist für Copper vielleicht zu lang: {n} Zeichen.</translation>
  </message>
  <message>
   <source>{value} holds “{mark}”, the mark of a letter that was lost in a file.</source>
   <translation>{value} enthält „{mark}“, das Zeichen für einen Buchstaben, der in einer Datei verloren ging.</translation>
  </message>
  <message>
   <source>The year {year:04} may be a slip of the keyboard.</source>
   <translation>Das Jahr {year:04} ist vielleicht ein Tippfehler.</translation>
  </message>
  <message>
   <source>A new lead needs a name. Fill in Name, or First name and Last name.</source>
   <translation>Ein neuer Lead braucht einen Namen. Füllen Sie Name aus, oder First name und Last name.</translation>
  </message>
  <message>
   <source>{field} holds {limit} characters; this has {n}. Shorten it.</source>
   <translation>{field} fasst {limit} Zeichen; hier sind es {n}. Kürzen Sie den Text.</translation>
  </message>
  <message>
   <source>A category without an e-mail says nothing. Fill in Email, or clear this.</source>
   <translation>Eine Kategorie ohne E-Mail besagt nichts. Füllen Sie Email aus, oder leeren Sie dies.</translation>
  </message>
  <message>
   <source>A lead that has a name cannot lose it. Write another, or put this one back.</source>
   <translation>Ein Lead, der einen Namen hat, kann ihn nicht verlieren. Schreiben Sie einen anderen, oder setzen Sie diesen zurück.</translation>
  </message>
  <message>
   <source>These changes leave the lead without a name. Fill in First name or Last name.</source>
   <translation>Mit diesen Änderungen hätte der Lead keinen Namen. Füllen Sie First name oder Last name aus.</translation>
  </message>
  <message>
   <source>{text} is neither yes nor no. Write yes or no.</source>
   <translation>{text} ist weder ja noch nein. Schreiben Sie yes oder no.</translation>
  </message>
  <message>
   <source>{word} is not {noun}.</source>
   <translation>{word} ist {noun}.</translation>
  </message>
  <message>
   <source>{word} could be {some} or {other}. Write one of these in full.</source>
   <translation>{word} könnte {some} oder {other} sein. Schreiben Sie eines davon aus.</translation>
  </message>
  <message>
   <source>{start} {choices}: {names}.</source>
   <translation>{start} {choices}: {names}.</translation>
  </message>
  <message>
   <source>a user of this account</source>
   <translation>kein Benutzer dieses Kontos</translation>
  </message>
  <message>
   <source>Users</source>
   <translation>Benutzer</translation>
  </message>
  <message>
   <source>a status of this account</source>
   <translation>kein Status dieses Kontos</translation>
  </message>
  <message>
   <source>Statuses</source>
   <translation>Status</translation>
  </message>
  <message>
   <source>a source of this account</source>
   <translation>keine Quelle dieses Kontos</translation>
  </message>
  <message>
   <source>Sources</source>
   <translation>Quellen</translation>
  </message>
  <message>
   <source>an option of {field}</source>
   <translation>keine Option von {field}</translation>
  </message>
  <message>
   <source>{text} is not a category of an e-mail. Write work, personal or other.</source>
   <translation>{text} ist keine Kategorie einer E-Mail. Schreiben Sie work, personal oder other.</translation>
  </message>
  <message>
   <source>{start} Did you mean {near}?</source>
   <translation>{start} Meinten Sie {near}?</translation>
  </message>
  <message>
   <source>{start} It has none.</source>
   <translation>{start} Es gibt keine.</translation>
  </message>
  <message>
   <source>Options</source>
   <translation>Optionen</translation>
  </message>
  <message>
   <source>{text} may be too short for a phone number.</source>
   <translation>{text} ist für eine Telefonnummer vielleicht zu kurz.</translation>
  </message>
  <message>
   <source>{text} may not be an e-mail address: it has no @.</source>
   <translation>{text} ist vielleicht keine E-Mail-Adresse: Das @ fehlt.</translation>
  </message>
  <message>
   <source>{text} may be several e-mail addresses. A lead holds one.</source>
   <translation>{text} sind vielleicht mehrere E-Mail-Adressen. Ein Lead fasst eine.</translation>
  </message>
  <message>
   <source>{text} may not be an e-mail address: nothing after the @ has a dot.</source>
   <translation>{text} ist vielleicht keine E-Mail-Adresse: Nach dem @ steht kein Punkt.</translation>
  </message>
  <message>
   <source>{text} may not be a phone number: it has no digits.</source>
   <translation>{text} ist vielleicht keine Telefonnummer: Es hat keine Ziffern.</translation>
  </message>
  <message>
   <source>{text} may not be a phone number: no country has this code.</source>
   <translation>{text} ist vielleicht keine Telefonnummer: Kein Land hat diese Vorwahl.</translation>
  </message>
  <message>
   <source>{text} may be too long for a phone number, or hold two.</source>
   <translation>{text} ist für eine Telefonnummer vielleicht zu lang oder enthält zwei.</translation>
  </message>
  <message>
   <source>{text} may not be a web address: it holds a space.</source>
   <translation>{text} ist vielleicht keine Webadresse: Sie enthält ein Leerzeichen.</translation>
  </message>
  <message>
   <source>{text} may not be a web address: it has no dot.</source>
   <translation>{text} ist vielleicht keine Webadresse: Sie hat keinen Punkt.</translation>
  </message>
  <message>
   <source>{text} may not be an e-mail address. {reason}</source>
   <translation>{text} ist vielleicht keine E-Mail-Adresse. {reason}</translation>
  </message>
  <message>
   <source>Jan</source>
   <translation>Jan.</translation>
  </message>
  <message>
   <source>Feb</source>
   <translation>Feb.</translation>
  </message>
  <message>
   <source>Mar</source>
   <translation>März</translation>
  </message>
  <message>
   <source>Apr</source>
   <translation>Apr.</translation>
  </message>
  <message>
   <source>Jun</source>
   <translation>Juni</translation>
  </message>
  <message>
   <source>Jul</source>
   <translation>Juli</translation>
  </message>
  <message>
   <source>Aug</source>
   <translation>Aug.</translation>
  </message>
  <message>
   <source>Sep</source>
   <translation>Sept.</translation>
  </message>
  <message>
   <source>Oct</source>
   <translation>Okt.</translation>
  </message>
  <message>
   <source>Nov</source>
   <translation>Nov.</translation>
  </message>
  <message>
   <source>Dec</source>
   <translation>Dez.</translation>
  </message>
  <message>
   <source>{text} is not {expected}. If {date} is meant, write that.</source>
   <translation>{text} ist nicht {expected}. Wenn {date} gemeint ist, schreiben Sie das.</translation>
  </message>
  <message>
   <source>{text} leaves the century open. Write the year with four digits.</source>
   <translation>{text} lässt das Jahrhundert offen. Schreiben Sie das Jahr mit vier Ziffern.</translation>
  </message>
  <message>
   <source>{text} could be {one} or {other}. Write the month as a word.</source>
   <translation>{text} könnte {one} oder {other} sein. Schreiben Sie den Monat als Wort.</translation>
  </message>
  <message>
   <source>month/day/year</source>
   <translation>Monat/Tag/Jahr</translation>
  </message>
  <message>
   <source>day/month/year</source>
   <translation>Tag/Monat/Jahr</translation>
  </message>
  <message>
   <source>{text} has a time of day. {field} holds a day alone.</source>
   <translation>{text} hat eine Uhrzeit. {field} fasst nur einen Tag.</translation>
  </message>
  <message>
   <source>{text} is not a date. Write it as 2026-03-04 or 4 Mar 2026.</source>
   <translation>{text} ist kein Datum. Schreiben Sie es als 2026-03-04 oder 4 Mar 2026.</translation>
  </message>
  <message>
   <source>{text} is not a date: there is no month {month}.</source>
   <translation>{text} ist kein Datum: Einen Monat {month} gibt es nicht.</translation>
  </message>
  <message>
   <source>{text} is not a date: {when} has no day {day}.</source>
   <translation>{text} ist kein Datum: {when} hat keinen Tag {day}.</translation>
  </message>
  <message>
   <source>{month} {day}, {year}</source>
   <translation>{month} {day}, {year}</translation>
  </message>
  <message>
   <source>Put a comma after the closing quotation mark in {item}.</source>
   <translation>Setzen Sie in {item} ein Komma hinter das schließende Anführungszeichen.</translation>
  </message>
  <message>
   <source>The quotation mark in {item} is not closed. Close it, or leave it out.</source>
   <translation>Das Anführungszeichen in {item} ist nicht geschlossen. Schließen Sie es, oder lassen Sie es weg.</translation>
  </message>
  <message>
   <source>{text} is not {kind}. {field} takes {kind}, such as {example}.</source>
   <translation>{field} nimmt {kind}, etwa {example}; {text} ist das nicht.</translation>
  </message>
  <message>
   <source>{text} is not a number here.</source>
   <translation>{text} ist hier keine Zahl.</translation>
  </message>
  <message>
   <source>{start} Did you mean {number}?</source>
   <translation>{start} Meinten Sie {number}?</translation>
  </message>
  <message>
   <source>{text} is shortened and may be rounded. Write all digits.</source>
   <translation>{text} ist verkürzt und vielleicht gerundet. Schreiben Sie alle Ziffern.</translation>
  </message>
  <message>
   <source>a percentage</source>
   <translation>einen Prozentwert</translation>
  </message>
  <message>
   <source>a number</source>
   <translation>eine Zahl</translation>
  </message>
  <message>
   <source>{start} Write digits with {decimal} before the decimals.</source>
   <translation>{start} Schreiben Sie Ziffern mit {decimal} vor den Nachkommastellen.</translation>
  </message>
  <message>
   <source>{text} is not a whole number.</source>
   <translation>{text} ist keine ganze Zahl.</translation>
  </message>
  <message>
   <source>This text is too long for a number.</source>
   <translation>Dieser Text ist für eine Zahl zu lang.</translation>
  </message>
  <message>
   <source>{text} has more digits than Copper keeps. Write at most 15.</source>
   <translation>{text} hat mehr Ziffern, als Copper aufhebt. Schreiben Sie höchstens 15.</translation>
  </message>
  <message>
   <source>{text} is not a number. {field} takes a number alone.</source>
   <translation>{text} ist keine Zahl. {field} nimmt nur eine Zahl.</translation>
  </message>
  <message>
   <source>{text} is a percentage, {field} is not. Write the number alone.</source>
   <translation>{text} ist ein Prozentwert, {field} nicht. Schreiben Sie nur die Zahl.</translation>
  </message>
  <message>
   <source>{field} is in {unit}; {text} is not.</source>
   <translation>{field} ist in {unit}; {text} nicht.</translation>
  </message>
  <message>
   <source>{text} is not a number. Write a minus once, or parentheses.</source>
   <translation>{text} ist keine Zahl. Schreiben Sie ein einziges Minus oder Klammern.</translation>
  </message>
  <message>
   <source>{text} is not an amount of money.</source>
   <translation>{text} ist kein Geldbetrag.</translation>
  </message>
  <message>
   <source>{start} Write the number alone.</source>
   <translation>{start} Schreiben Sie nur die Zahl.</translation>
  </message>
  <message>
   <source>This computer does not know the time zone “{name}”.</source>
   <translation>Dieser Computer kennt die Zeitzone „{name}“ nicht.</translation>
  </message>
  <message>
   <source>“{text}”</source>
   <translation>„{text}“</translation>
  </message>
  <message>
   <source>Copper’s answer was not the lead it was asked for.</source>
   <translation>Die Antwort von Copper war nicht der Lead, nach dem gefragt wurde.</translation>
  </message>
  <message>
   <source>Copper’s answer did not name this lead.</source>
   <translation>Die Antwort von Copper nannte diesen Lead nicht.</translation>
  </message>
  <message>
   <source>Copper kept answering that there were too many requests.</source>
   <translation>Copper hat immer wieder geantwortet, es seien zu viele Aufrufe.</translation>
  </message>
  <message>
   <source>The turn of this lead did not come while what was read of it just before was fresh.</source>
   <translation>Dieser Lead kam nicht an die Reihe, solange das eben Gelesene noch frisch war.</translation>
  </message>
  <message>
   <source>This lead was not sent because it could not be read just before.</source>
   <translation>Dieser Lead wurde nicht gesendet, weil er kurz davor nicht gelesen werden konnte.</translation>
  </message>
  <message>
   <source>{why} Copper still holds the loaded values.</source>
   <translation>{why} Copper hat noch die geladenen Werte.</translation>
  </message>
  <message>
   <source>Someone else changed this in Copper too: {names}. Choose which values to keep.</source>
   <translation>Jemand anderes hat das in Copper auch geändert: {names}. Wählen Sie, welche Werte bleiben sollen.</translation>
  </message>
  <message>
   <source>The connection to Copper was closed before this lead was sent.</source>
   <translation>Die Verbindung zu Copper wurde geschlossen, bevor dieser Lead gesendet wurde.</translation>
  </message>
  <message>
   <source>The push could no longer be written down, so nothing more was sent.</source>
   <translation>Die Sendung konnte nicht mehr festgehalten werden, darum wurde nichts weiter gesendet.</translation>
  </message>
  <message>
   <source>There was no connection to Copper for {n} minutes, so the push stopped.</source>
   <translation>Es gab {n} Minuten lang keine Verbindung zu Copper, darum wurde die Sendung abgebrochen.</translation>
  </message>
  <message>
   <source>There is no connection to Copper.</source>
   <translation>Es gibt keine Verbindung zu Copper.</translation>
  </message>
  <message>
   <source>Copper may hold this new lead already. Look for it in Copper first; change the lead here to send it again.</source>
   <translation>Dieser neue Lead steht vielleicht schon in Copper. Suchen Sie ihn zuerst dort; ändern Sie ihn hier, um ihn noch einmal zu senden.</translation>
  </message>
  <message>
   <source>Someone else changed this lead in Copper too: choose which values to keep.</source>
   <translation>Jemand anderes hat diesen Lead in Copper auch geändert: Wählen Sie, welche Werte bleiben sollen.</translation>
  </message>
  <message>
   <source>This lead is gone from Copper.</source>
   <translation>Dieser Lead ist aus Copper verschwunden.</translation>
  </message>
  <message>
   <source>This lead is in a push already.</source>
   <translation>Dieser Lead ist schon in einer Sendung.</translation>
  </message>
  <message>
   <source>A cell of this lead needs attention.</source>
   <translation>Eine Zelle dieses Leads braucht Aufmerksamkeit.</translation>
  </message>
  <message>
   <source>Copper refused this lead and gave no reason.</source>
   <translation>Copper hat diesen Lead abgelehnt und keinen Grund genannt.</translation>
  </message>
  <message>
   <source>set to</source>
   <translation>gesetzt auf</translation>
  </message>
  <message>
   <source>The push was stopped before this lead was sent.</source>
   <translation>Die Sendung wurde abgebrochen, bevor dieser Lead gesendet wurde.</translation>
  </message>
  <message>
   <source>The program failed while this lead was being sent.</source>
   <translation>Das Programm versagte, während dieser Lead gesendet wurde.</translation>
  </message>
  <message>
   <source>Waiting for the network</source>
   <translation>Warten auf das Netzwerk</translation>
  </message>
  <message>
   <source>{n} batches in a row got no answer that tells, so the push stopped.</source>
   <translation>{n} Pakete hintereinander bekamen keine klare Antwort, darum wurde die Sendung abgebrochen.</translation>
  </message>
  <message>
   <source>It had not reached Copper when Copper Desk ended.</source>
   <translation>Er hatte Copper nicht erreicht, als Copper Desk endete.</translation>
  </message>
  <message>
   <source>Copper Desk ended while this lead was being sent.</source>
   <translation>Copper Desk endete, während dieser Lead gesendet wurde.</translation>
  </message>
  <message>
   <source>The check was stopped.</source>
   <translation>Die Prüfung wurde abgebrochen.</translation>
  </message>
  <message>
   <source>A search does not show it in Copper; look there before you send it again.</source>
   <translation>Eine Suche zeigt ihn in Copper nicht; sehen Sie dort nach, bevor Sie ihn noch einmal senden.</translation>
  </message>
  <message>
   <source>Copper holds such a lead, but another new one of this push has the same values.</source>
   <translation>Copper hat so einen Lead, aber ein anderer neuer dieser Sendung hat dieselben Werte.</translation>
  </message>
  <message>
   <source>Copper’s answer does not show what was sent.</source>
   <translation>Die Antwort von Copper zeigt nicht, was gesendet wurde.</translation>
  </message>
  <message>
   <source>Copper now holds neither what was sent nor what was loaded.</source>
   <translation>Copper hat jetzt weder das Gesendete noch das Geladene.</translation>
  </message>
  <message>
   <source>Copper could not be asked what became of it. {message}</source>
   <translation>Copper konnte nicht gefragt werden, was daraus wurde. {message}</translation>
  </message>
  <message>
   <source>The push ended before Copper could be asked what became of it.</source>
   <translation>Die Sendung endete, bevor Copper gefragt werden konnte, was daraus wurde.</translation>
  </message>
  <message>
   <source>{n} blank left alone</source>
   <translation>{n} leere gelassen</translation>
  </message>
  <message>
   <source>{n} blanks left alone</source>
   <translation>{n} leere gelassen</translation>
  </message>
  <message>
   <source>{n} read-only skipped</source>
   <translation>{n} nur lesbare übersprungen</translation>
  </message>
  <message>
   <source>{n} outside the sheet left out</source>
   <translation>{n} außerhalb der Tabelle weggelassen</translation>
  </message>
  <message>
   <source>{n} not recognized, left alone</source>
   <translation>{n} nicht erkannt, gelassen</translation>
  </message>
  <message>
   <source>{n} of another kind left alone</source>
   <translation>{n} anderer Art gelassen</translation>
  </message>
  <message>
   <source>{n} needs attention</source>
   <translation>{n} braucht Aufmerksamkeit</translation>
  </message>
  <message>
   <source>Nothing will change</source>
   <translation>Nichts ändert sich</translation>
  </message>
  <message>
   <source>{n} pasted</source>
   <translation>{n} eingefügt</translation>
  </message>
  <message>
   <source>{n} filled</source>
   <translation>{n} gefüllt</translation>
  </message>
  <message>
   <source>{n} cut</source>
   <translation>{n} ausgeschnitten</translation>
  </message>
  <message>
   <source>{n} cleared</source>
   <translation>{n} geleert</translation>
  </message>
  <message>
   <source>{n} changed</source>
   <translation>{n} geändert</translation>
  </message>
  <message>
   <source>{n} replaced</source>
   <translation>{n} ersetzt</translation>
  </message>
  <message>
   <source>{n} will change</source>
   <translation>{n} ändern sich</translation>
  </message>
  <message>
   <source>Nothing pasted</source>
   <translation>Nichts eingefügt</translation>
  </message>
  <message>
   <source>Nothing filled</source>
   <translation>Nichts gefüllt</translation>
  </message>
  <message>
   <source>Nothing cut</source>
   <translation>Nichts ausgeschnitten</translation>
  </message>
  <message>
   <source>Nothing cleared</source>
   <translation>Nichts geleert</translation>
  </message>
  <message>
   <source>Nothing changed</source>
   <translation>Nichts geändert</translation>
  </message>
  <message>
   <source>Nothing replaced</source>
   <translation>Nichts ersetzt</translation>
  </message>
  <message>
   <source>paste of {n} cell</source>
   <translation>Einfügen in {n} Zelle</translation>
  </message>
  <message>
   <source>paste of {n} cells</source>
   <translation>Einfügen in {n} Zellen</translation>
  </message>
  <message>
   <source>fill of {n} cell</source>
   <translation>Ausfüllen von {n} Zelle</translation>
  </message>
  <message>
   <source>fill of {n} cells</source>
   <translation>Ausfüllen von {n} Zellen</translation>
  </message>
  <message>
   <source>filling {n} cell</source>
   <translation>Ausfüllen von {n} Zelle</translation>
  </message>
  <message>
   <source>filling {n} cells</source>
   <translation>Ausfüllen von {n} Zellen</translation>
  </message>
  <message>
   <source>filling down {n} cell</source>
   <translation>Ausfüllen nach unten in {n} Zelle</translation>
  </message>
  <message>
   <source>filling down {n} cells</source>
   <translation>Ausfüllen nach unten in {n} Zellen</translation>
  </message>
  <message>
   <source>filling right {n} cell</source>
   <translation>Ausfüllen nach rechts in {n} Zelle</translation>
  </message>
  <message>
   <source>filling right {n} cells</source>
   <translation>Ausfüllen nach rechts in {n} Zellen</translation>
  </message>
  <message>
   <source>clearing {n} cell</source>
   <translation>Leeren von {n} Zelle</translation>
  </message>
  <message>
   <source>clearing {n} cells</source>
   <translation>Leeren von {n} Zellen</translation>
  </message>
  <message>
   <source>setting {n} cell</source>
   <translation>Setzen von {n} Zelle</translation>
  </message>
  <message>
   <source>setting {n} cells</source>
   <translation>Setzen von {n} Zellen</translation>
  </message>
  <message>
   <source>copying into {n} cell</source>
   <translation>Kopieren in {n} Zelle</translation>
  </message>
  <message>
   <source>copying into {n} cells</source>
   <translation>Kopieren in {n} Zellen</translation>
  </message>
  <message>
   <source>changing {n} cell</source>
   <translation>Ändern von {n} Zelle</translation>
  </message>
  <message>
   <source>changing {n} cells</source>
   <translation>Ändern von {n} Zellen</translation>
  </message>
  <message>
   <source>changing values in {n} cell</source>
   <translation>Ändern der Werte in {n} Zelle</translation>
  </message>
  <message>
   <source>changing values in {n} cells</source>
   <translation>Ändern der Werte in {n} Zellen</translation>
  </message>
  <message>
   <source>replacing {n} cell</source>
   <translation>Ersetzen in {n} Zelle</translation>
  </message>
  <message>
   <source>replacing {n} cells</source>
   <translation>Ersetzen in {n} Zellen</translation>
  </message>
  <message>
   <source>ticking {n} cell</source>
   <translation>Ankreuzen von {n} Zelle</translation>
  </message>
  <message>
   <source>ticking {n} cells</source>
   <translation>Ankreuzen von {n} Zellen</translation>
  </message>
  <message>
   <source>unticking {n} cell</source>
   <translation>Abwählen von {n} Zelle</translation>
  </message>
  <message>
   <source>unticking {n} cells</source>
   <translation>Abwählen von {n} Zellen</translation>
  </message>
  <message>
   <source>today’s date in {n} cell</source>
   <translation>heutiges Datum in {n} Zelle</translation>
  </message>
  <message>
   <source>today’s date in {n} cells</source>
   <translation>heutiges Datum in {n} Zellen</translation>
  </message>
  <message>
   <source>putting back {n} cell</source>
   <translation>Zurücksetzen von {n} Zelle</translation>
  </message>
  <message>
   <source>putting back {n} cells</source>
   <translation>Zurücksetzen von {n} Zellen</translation>
  </message>
  <message>
   <source>keeping {n} value</source>
   <translation>Behalten von {n} Wert</translation>
  </message>
  <message>
   <source>keeping {n} values</source>
   <translation>Behalten von {n} Werten</translation>
  </message>
  <message>
   <source>More than {limit} cells hold this. Look for more of it, or in fewer cells.</source>
   <translation>Mehr als {limit} Zellen enthalten das. Suchen Sie nach mehr davon oder in weniger Zellen.</translation>
  </message>
  <message>
   <source>leaving {field} out of {n} lead</source>
   <translation>Weglassen von {field} bei {n} Lead</translation>
  </message>
  <message>
   <source>leaving {field} out of {n} leads</source>
   <translation>Weglassen von {field} bei {n} Leads</translation>
  </message>
  <message>
   <source>This lead is gone from Copper: deleted, merged into another one or converted.</source>
   <translation>Dieser Lead ist aus Copper verschwunden: gelöscht, mit einem anderen zusammengeführt oder umgewandelt.</translation>
  </message>
  <message>
   <source>The clipboard holds about {cells} cells, and a paste takes {limit} at most. Nothing was pasted. Save it as a file and use Import.</source>
   <translation>Die Zwischenablage enthält etwa {cells} Zellen, und ein Einfügen nimmt höchstens {limit}. Es wurde nichts eingefügt. Speichern Sie sie als Datei und verwenden Sie Importieren.</translation>
  </message>
  <message>
   <source>This would fill {n} cells, and a paste takes {limit} at most. Nothing was pasted. Save it as a file and use Import.</source>
   <translation>Das würde {n} Zellen füllen, und ein Einfügen nimmt höchstens {limit}. Es wurde nichts eingefügt. Speichern Sie es als Datei und verwenden Sie Importieren.</translation>
  </message>
  <message>
   <source>What is put in its place cannot be read: {error}.</source>
   <translation>Was an die Stelle treten soll, ist nicht lesbar: {error}.</translation>
  </message>
  <message>
   <source>This pattern cannot be read: {fault} (at character {place}).</source>
   <translation>Dieses Muster ist nicht lesbar: {fault} (bei Zeichen {place}).</translation>
  </message>
  <message>
   <source>This pattern is too large.</source>
   <translation>Dieses Muster ist zu groß.</translation>
  </message>
  <message>
   <source>This pattern cannot be read: {fault}.</source>
   <translation>Dieses Muster ist nicht lesbar: {fault}.</translation>
  </message>
  <message>
   <source>{label}, as it was sent: {message}</source>
   <translation>{label}, wie gesendet: {message}</translation>
  </message>
  <message>
   <source>discarding the changes of {n} lead</source>
   <translation>Verwerfen der Änderungen an {n} Lead</translation>
  </message>
  <message>
   <source>discarding the changes of {n} leads</source>
   <translation>Verwerfen der Änderungen an {n} Leads</translation>
  </message>
  <message>
   <source>keeping your value</source>
   <translation>Behalten Ihres Werts</translation>
  </message>
  <message>
   <source>taking Copper’s value</source>
   <translation>Übernehmen des Werts aus Copper</translation>
  </message>
  <message>
   <source>(process {pid}, since {moment})</source>
   <translation>(Prozess {pid}, seit {moment})</translation>
  </message>
  <message>
   <source>This account is open in another Copper Desk window{user} {computer} {details}. Close it there first.</source>
   <translation>Dieses Konto ist in einem anderen Fenster von Copper Desk{user} {computer} geöffnet {details}. Schließen Sie es dort zuerst.</translation>
  </message>
  <message>
   <source>This account is open in another Copper Desk window or command. Close it there first.</source>
   <translation>Dieses Konto ist in einem anderen Fenster oder Befehl von Copper Desk geöffnet. Schließen Sie es dort zuerst.</translation>
  </message>
  <message>
   <source>on this computer</source>
   <translation>auf diesem Computer</translation>
  </message>
  <message>
   <source>on the computer {computer}</source>
   <translation>auf dem Computer {computer}</translation>
  </message>
  <message>
   <source> of the user {name}</source>
   <translation> des Benutzers {name}</translation>
  </message>
  <message>
   <source>This account is in use by a Copper Desk command{user} {computer} {details}. Wait until it has ended.</source>
   <translation>Dieses Konto ist von einem Befehl von Copper Desk{user} {computer} in Gebrauch {details}. Warten Sie, bis er beendet ist.</translation>
  </message>
  <message>
   <source>{file} is too large for a file of changes. Choose another one.</source>
   <translation>{file} ist für eine Änderungsdatei zu groß. Wählen Sie eine andere.</translation>
  </message>
  <message>
   <source>{file} is not there (any more). Choose the file again.</source>
   <translation>{file} ist nicht (mehr) da. Wählen Sie die Datei noch einmal.</translation>
  </message>
  <message>
   <source>{file} cannot be read: {reason}.</source>
   <translation>{file} kann nicht gelesen werden: {reason}.</translation>
  </message>
  <message>
   <source>{file} is no file of changes. To read a spreadsheet, choose Import.</source>
   <translation>{file} ist keine Änderungsdatei. Um eine Tabelle zu lesen, wählen Sie Importieren.</translation>
  </message>
  <message>
   <source>{file} was written by a newer version of Copper Desk. Install that version.</source>
   <translation>{file} wurde von einer neueren Version von Copper Desk geschrieben. Installieren Sie diese Version.</translation>
  </message>
  <message>
   <source>{file} is damaged and cannot be read. Ask for it once more.</source>
   <translation>{file} ist beschädigt und kann nicht gelesen werden. Bitten Sie noch einmal darum.</translation>
  </message>
  <message>
   <source>The keyring is locked. Unlock it and try again.</source>
   <translation>Der Schlüsselbund ist gesperrt. Entsperren Sie ihn und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>The keyring of this computer did not answer as it should.</source>
   <translation>Der Schlüsselbund dieses Computers hat nicht richtig geantwortet.</translation>
  </message>
  <message>
   <source>“{name}” was written by a newer version of Copper Desk. Nothing in it was changed. Install that version again to go on.</source>
   <translation>„{name}“ wurde von einer neueren Version von Copper Desk geschrieben. Darin wurde nichts verändert. Installieren Sie diese Version wieder, um weiterzuarbeiten.</translation>
  </message>
  <message>
   <source>“{name}” is damaged and cannot be read.</source>
   <translation>„{name}“ ist beschädigt und kann nicht gelesen werden.</translation>
  </message>
  <message>
   <source>The disk that holds “{name}” is full. Free some space and try again.</source>
   <translation>Der Datenträger mit „{name}“ ist voll. Schaffen Sie Platz und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>“{name}” cannot be opened for writing. Make sure that the folder {folder} belongs to you and is not read-only.</source>
   <translation>„{name}“ lässt sich nicht zum Schreiben öffnen. Stellen Sie sicher, dass der Ordner {folder} Ihnen gehört und nicht schreibgeschützt ist.</translation>
  </message>
  <message>
   <source>“{name}” is in use by another program, and was not let go in time. Try again.</source>
   <translation>„{name}“ wird von einem anderen Programm benutzt und wurde nicht rechtzeitig freigegeben. Versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>The disk that holds “{name}” did not do what it was asked. Check the disk and try again.</source>
   <translation>Der Datenträger mit „{name}“ hat nicht getan, was er sollte. Prüfen Sie ihn und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>chosen by you</source>
   <translation>von Ihnen gewählt</translation>
  </message>
  <message>
   <source>as last time</source>
   <translation>wie beim letzten Mal</translation>
  </message>
  <message>
   <source>its exact name</source>
   <translation>sein genauer Name</translation>
  </message>
  <message>
   <source>its field number</source>
   <translation>seine Feldnummer</translation>
  </message>
  <message>
   <source>same name</source>
   <translation>gleicher Name</translation>
  </message>
  <message>
   <source>Copper’s template</source>
   <translation>Vorlage von Copper</translation>
  </message>
  <message>
   <source>another word for it</source>
   <translation>anderes Wort dafür</translation>
  </message>
  <message>
   <source>import of {name}</source>
   <translation>Import von {name}</translation>
  </message>
  <message>
   <source>Some rows are longer than the headers: the last {n} column has no name.</source>
   <translation>Einige Zeilen sind länger als die Überschriften: Die letzte {n} Spalte hat keinen Namen.</translation>
  </message>
  <message>
   <source>Some rows are longer than the headers: the last {n} columns have no name.</source>
   <translation>Einige Zeilen sind länger als die Überschriften: Die letzten {n} Spalten haben keinen Namen.</translation>
  </message>
  <message>
   <source>The sheet “{sheet}” of {file}</source>
   <translation>Das Blatt „{sheet}“ von {file}</translation>
  </message>
  <message>
   <source>{where} is empty. It needs a row of headers and at least one lead.</source>
   <translation>{where} ist leer. Nötig sind eine Zeile mit Überschriften und mindestens ein Lead.</translation>
  </message>
  <message>
   <source>{file} has {width} columns; at most {limit} can be read. Remove those you do not need.</source>
   <translation>{file} hat {width} Spalten; höchstens {limit} können gelesen werden. Entfernen Sie die, die Sie nicht brauchen.</translation>
  </message>
  <message>
   <source>“{address}” is no name of a column: if the file has no headers, put 0 as their row.</source>
   <translation>„{address}“ ist kein Name einer Spalte: Wenn die Datei keine Überschriften hat, setzen Sie 0 als deren Zeile.</translation>
  </message>
  <message>
   <source> (line {line})</source>
   <translation> (Zeile {line})</translation>
  </message>
  <message>
   <source>Some accents may be in UTF-8, see line {lines}. Check them there.</source>
   <translation>Manche Umlaute und Akzente sind vielleicht in UTF-8, siehe Zeile {lines}. Prüfen Sie sie dort.</translation>
  </message>
  <message>
   <source>Line {lines} is not in UTF-8 as the rest is. Check the accents there.</source>
   <translation>Zeile {lines} ist nicht in UTF-8 wie der Rest. Prüfen Sie dort die Umlaute und Akzente.</translation>
  </message>
  <message>
   <source>Lines {lines} are not in UTF-8 as the rest is. Check the accents there.</source>
   <translation>Die Zeilen {lines} sind nicht in UTF-8 wie der Rest. Prüfen Sie dort die Umlaute und Akzente.</translation>
  </message>
  <message>
   <source>{name} is neither text nor a workbook. Save the sheet as .xlsx or .csv and choose that.</source>
   <translation>{name} ist weder Text noch eine Arbeitsmappe. Speichern Sie die Tabelle als .xlsx oder .csv und wählen Sie das.</translation>
  </message>
  <message>
   <source>{name} is not in {encoding}{place}. Choose another encoding.</source>
   <translation>{name} ist nicht in {encoding}{place}. Wählen Sie einen anderen Zeichensatz.</translation>
  </message>
  <message>
   <source>{name} has bytes that are no {codec}{place}. Save it as “CSV UTF-8” and try again.</source>
   <translation>{name} hat Bytes, die kein {codec} sind{place}. Speichern Sie die Datei als „CSV UTF-8“ und versuchen Sie es noch einmal.</translation>
  </message>
  <message>
   <source>No encoding is called “{encoding}”. Try utf-8, cp1252 or shift_jis.</source>
   <translation>Kein Zeichensatz heißt „{encoding}“. Versuchen Sie utf-8, cp1252 oder shift_jis.</translation>
  </message>
  <message>
   <source>{name}: the sheet{tab} reaches farther than can be read{place}. Delete what stands far from the leads, or copy them into a new workbook.</source>
   <translation>{name}: Das Blatt{tab} reicht weiter, als gelesen werden kann{place}. Löschen Sie, was weit von den Leads entfernt steht, oder kopieren Sie sie in eine neue Arbeitsmappe.</translation>
  </message>
  <message>
   <source> (column {column}, row {row})</source>
   <translation> (Spalte {column}, Zeile {row})</translation>
  </message>
  <message>
   <source>{name} has {count} tables; the longest was read. Save the others as files of their own.</source>
   <translation>{name} hat {count} Tabellen; die längste wurde gelesen. Speichern Sie die anderen als eigene Dateien.</translation>
  </message>
  <message>
   <source>{file} is a web page without a table. Save the sheet as .xlsx or .csv.</source>
   <translation>{file} ist eine Webseite ohne Tabelle. Speichern Sie die Tabelle als .xlsx oder .csv.</translation>
  </message>
  <message>
   <source>{file} has no row {header}. Choose another row of headers.</source>
   <translation>{file} hat keine Zeile {header}. Wählen Sie eine andere Zeile für die Überschriften.</translation>
  </message>
  <message>
   <source>{name} is empty. Copy the row of headers and at least one lead.</source>
   <translation>{name} ist leer. Kopieren Sie die Überschriften und mindestens einen Lead.</translation>
  </message>
  <message>
   <source>{file} is too large for this computer’s memory. Split the file.</source>
   <translation>{file} ist für den Speicher dieses Computers zu groß. Teilen Sie die Datei.</translation>
  </message>
  <message>
   <source>{name} is protected by a password. Open it, save a copy without the password, and choose that.</source>
   <translation>{name} ist durch ein Passwort geschützt. Öffnen Sie die Datei, speichern Sie eine Kopie ohne Passwort und wählen Sie diese.</translation>
  </message>
  <message>
   <source>{name} is damaged and cannot be read. Open it in its own program, save it anew, and choose that.</source>
   <translation>{name} ist beschädigt und kann nicht gelesen werden. Öffnen Sie die Datei in ihrem eigenen Programm, speichern Sie sie neu und wählen Sie das.</translation>
  </message>
  <message>
   <source>a PDF document</source>
   <translation>ein PDF-Dokument</translation>
  </message>
  <message>
   <source>a picture</source>
   <translation>ein Bild</translation>
  </message>
  <message>
   <source>a compressed file</source>
   <translation>eine komprimierte Datei</translation>
  </message>
  <message>
   <source>a database</source>
   <translation>eine Datenbank</translation>
  </message>
  <message>
   <source>a web archive</source>
   <translation>ein Webarchiv</translation>
  </message>
  <message>
   <source>a text document</source>
   <translation>ein Textdokument</translation>
  </message>
  <message>
   <source>a program</source>
   <translation>ein Programm</translation>
  </message>
  <message>
   <source>{file} is empty. It needs a row of headers and at least one lead.</source>
   <translation>{file} ist leer. Nötig sind eine Zeile mit Überschriften und mindestens ein Lead.</translation>
  </message>
  <message>
   <source>{file} is an “XML Spreadsheet 2003”. Open it and save it as .xlsx.</source>
   <translation>{file} ist eine „XML-Kalkulationstabelle 2003“. Öffnen Sie sie und speichern Sie sie als .xlsx.</translation>
  </message>
  <message>
   <source>{file} is damaged, or no workbook. Open it in its own program and save it anew; if it is a table of text, name it .csv.</source>
   <translation>{file} ist beschädigt oder keine Arbeitsmappe. Öffnen Sie die Datei in ihrem eigenen Programm und speichern Sie sie neu; wenn es eine Texttabelle ist, nennen Sie sie .csv.</translation>
  </message>
  <message>
   <source>{file} is a zip file without a workbook in it. Unpack it and choose a file.</source>
   <translation>{file} ist eine Zip-Datei ohne Arbeitsmappe darin. Entpacken Sie sie und wählen Sie eine Datei.</translation>
  </message>
  <message>
   <source>{file} would unpack to {size} GB, {factor} times its size: more than can be read. Copy the leads into a new workbook.</source>
   <translation>{file} wäre entpackt {size} GB groß, das {factor}-Fache seiner Größe: mehr, als gelesen werden kann. Kopieren Sie die Leads in eine neue Arbeitsmappe.</translation>
  </message>
  <message>
   <source>{name} may not be read by you, or another program holds it. Close it there, or save a copy.</source>
   <translation>Sie dürfen {name} nicht lesen, oder ein anderes Programm hält die Datei. Schließen Sie sie dort, oder speichern Sie eine Kopie.</translation>
  </message>
  <message>
   <source>{file} is a folder. Choose a file.</source>
   <translation>{file} ist ein Ordner. Wählen Sie eine Datei.</translation>
  </message>
  <message>
   <source>{file} is not a file but a device. Choose a file.</source>
   <translation>{file} ist keine Datei, sondern ein Gerät. Wählen Sie eine Datei.</translation>
  </message>
  <message>
   <source>{file} has {size} GB; at most {limit} GB can be read. Split the file.</source>
   <translation>{file} hat {size} GB; höchstens {limit} GB können gelesen werden. Teilen Sie die Datei.</translation>
  </message>
  <message>
   <source>{file} is {what}, whatever its name says. Save the sheet as .xlsx or .csv.</source>
   <translation>{file} ist {what}, was immer der Name sagt. Speichern Sie die Tabelle als .xlsx oder .csv.</translation>
  </message>
  <message>
   <source>{name} is not there (any more). Choose the file again.</source>
   <translation>{name} ist nicht (mehr) da. Wählen Sie die Datei noch einmal.</translation>
  </message>
  <message>
   <source>{name} cannot be read: {reason}.</source>
   <translation>{name} kann nicht gelesen werden: {reason}.</translation>
  </message>
  <message>
   <source>{name}, line {line}: {error}. Check it there.</source>
   <translation>{name}, Zeile {line}: {error}. Prüfen Sie es dort.</translation>
  </message>
  <message>
   <source>In lines {named} quotes stand where none may; they were read as characters. Check those rows.</source>
   <translation>In den Zeilen {named} stehen Anführungszeichen, wo keine sein dürfen; sie wurden als Zeichen gelesen. Prüfen Sie diese Zeilen.</translation>
  </message>
  <message>
   <source>{name}, line {line}: text follows a closing quote. Check the quotes there, or read without quotes.</source>
   <translation>{name}, Zeile {line}: Auf ein schließendes Anführungszeichen folgt Text. Prüfen Sie die Anführungszeichen dort, oder lesen Sie ohne Anführungszeichen.</translation>
  </message>
  <message>
   <source>{name}: a quote is opened and never closed (looked at up to line {line}). Check the quotes.</source>
   <translation>{name}: Ein Anführungszeichen wird geöffnet und nie geschlossen (geprüft bis Zeile {line}). Prüfen Sie die Anführungszeichen.</translation>
  </message>
  <message>
   <source>{name}, line {line}: a cell is too long, perhaps a quote that is never closed. Check it there.</source>
   <translation>{name}, Zeile {line}: Eine Zelle ist zu lang, vielleicht wird ein Anführungszeichen nie geschlossen. Prüfen Sie es dort.</translation>
  </message>
  <message>
   <source>In line {named} a quote stands where none may; it was read as a character. Check that row.</source>
   <translation>In Zeile {named} steht ein Anführungszeichen, wo keines sein darf; es wurde als Zeichen gelesen. Prüfen Sie diese Zeile.</translation>
  </message>
  <message>
   <source>The sheet “{empty}” is empty, so “{tab}” was read.</source>
   <translation>Das Blatt „{empty}“ ist leer, darum wurde „{tab}“ gelesen.</translation>
  </message>
  <message>
   <source>The sheet “{tab}” of {file} is empty. Choose another sheet.</source>
   <translation>Das Blatt „{tab}“ von {file} ist leer. Wählen Sie ein anderes Blatt.</translation>
  </message>
  <message>
   <source>{n} cell holds a formula whose result was not saved, and is read as blank. Open the file in a spreadsheet program, save it once, and choose it again.</source>
   <translation>In {n} Zelle steht eine Formel, deren Ergebnis nicht gespeichert wurde; sie wird als leer gelesen. Öffnen Sie die Datei in einem Tabellenprogramm, speichern Sie sie einmal, und wählen Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>{n} cells hold formulas whose results were not saved, and are read as blank. Open the file in a spreadsheet program, save it once, and choose it again.</source>
   <translation>In {n} Zellen stehen Formeln, deren Ergebnisse nicht gespeichert wurden; sie werden als leer gelesen. Öffnen Sie die Datei in einem Tabellenprogramm, speichern Sie sie einmal, und wählen Sie sie noch einmal.</translation>
  </message>
  <message>
   <source>{name} has no sheet called “{wanted}”. It has {known}.</source>
   <translation>{name} hat kein Blatt namens „{wanted}“. Es hat {known}.</translation>
  </message>
  <message>
   <source>{name} has no row {header}. Choose another row of headers.</source>
   <translation>{name} hat keine Zeile {header}. Wählen Sie eine andere Zeile für die Überschriften.</translation>
  </message>
  <message>
   <source>{name} has no sheet with cells. Choose another file.</source>
   <translation>{name} hat kein Blatt mit Zellen. Wählen Sie eine andere Datei.</translation>
  </message>
  <message>
   <source>{field}: someone else changed it in Copper, too</source>
   <translation>{field}: Jemand anderes hat es in Copper auch geändert</translation>
  </message>
  <message>
   <source>It would be a new lead.</source>
   <translation>Es wäre ein neuer Lead.</translation>
  </message>
  <message>
   <source>It says nothing about a lead.</source>
   <translation>Sie sagt nichts über einen Lead.</translation>
  </message>
  <message>
   <source>e-mail</source>
   <translation>E-Mail</translation>
  </message>
  <message>
   <source>phone</source>
   <translation>Telefonnummer</translation>
  </message>
  <message>
   <source>name and company</source>
   <translation>Name und Firma</translation>
  </message>
  <message>
   <source>an existing lead</source>
   <translation>ein vorhandener Lead</translation>
  </message>
  <message>
   <source>a new lead</source>
   <translation>ein neuer Lead</translation>
  </message>
  <message>
   <source>would be a new lead</source>
   <translation>wäre ein neuer Lead</translation>
  </message>
  <message>
   <source>looks like another lead</source>
   <translation>gleicht einem anderen Lead</translation>
  </message>
  <message>
   <source>stands in the file twice</source>
   <translation>steht zweimal in der Datei</translation>
  </message>
  <message>
   <source>fits several leads</source>
   <translation>passt auf mehrere Leads</translation>
  </message>
  <message>
   <source>is not in Copper</source>
   <translation>ist nicht in Copper</translation>
  </message>
  <message>
   <source>has no readable key</source>
   <translation>hat keinen lesbaren Schlüssel</translation>
  </message>
  <message>
   <source>Lead {row} is not among the leads that Copper shows you: deleted, merged or converted.</source>
   <translation>Lead {row} ist nicht unter den Leads, die Copper Ihnen zeigt: gelöscht, zusammengeführt oder umgewandelt.</translation>
  </message>
  <message>
   <source>{n} leads have {text} ({listed}); give the Lead ID of the one that is meant.</source>
   <translation>{n} Leads haben {text} ({listed}); geben Sie die Lead ID des gemeinten an.</translation>
  </message>
  <message>
   <source>{lead} already stands in row {row}; this row was left out.</source>
   <translation>{lead} steht schon in Zeile {row}; diese Zeile wurde ausgelassen.</translation>
  </message>
  <message>
   <source>It has the same {share} as {named}.</source>
   <translation>Übereinstimmung mit {named}: {share}.</translation>
  </message>
  <message>
   <source>Lead {row} is no longer in Copper: deleted, merged or converted.</source>
   <translation>Lead {row} ist nicht mehr in Copper: gelöscht, zusammengeführt oder umgewandelt.</translation>
  </message>
  <message>
   <source>a new lead in the sheet</source>
   <translation>ein neuer Lead in der Tabelle</translation>
  </message>
  <message>
   <source>It has the same {share} as row {number} of the file.</source>
   <translation>Übereinstimmung mit Zeile {number} der Datei: {share}.</translation>
  </message>
  <message>
   <source>{n} new in the sheet</source>
   <translation>{n} neue in der Tabelle</translation>
  </message>
  <message>
   <source>It is like several leads ({listed}); choose one and give its Lead ID.</source>
   <translation>Er gleicht mehreren Leads ({listed}); wählen Sie einen und geben Sie seine Lead ID an.</translation>
  </message>
  <message>
   <source>{n} more</source>
   <translation>{n} weitere</translation>
  </message>
  <message>
   <source>{text} is no Lead ID.</source>
   <translation>{text} ist keine Lead ID.</translation>
  </message>
  <message>
   <source>close it there, or choose another name.</source>
   <translation>schließen Sie sie dort, oder wählen Sie einen anderen Namen.</translation>
  </message>
  <message>
   <source>choose another one.</source>
   <translation>wählen Sie einen anderen.</translation>
  </message>
  <message>
   <source>A workbook’s sheet has at most {limit} rows. Save it as .csv.</source>
   <translation>Ein Blatt einer Arbeitsmappe hat höchstens {limit} Zeilen. Speichern Sie es als .csv.</translation>
  </message>
  <message>
   <source>A text is longer than a workbook’s cell ({limit} characters). Save it as .csv.</source>
   <translation>Ein Text ist länger als eine Zelle einer Arbeitsmappe ({limit} Zeichen). Speichern Sie es als .csv.</translation>
  </message>
  <message>
   <source>It is open in another program</source>
   <translation>Sie ist in einem anderen Programm geöffnet</translation>
  </message>
  <message>
   <source>The folder {folder} may not be written to</source>
   <translation>In den Ordner {folder} darf nicht geschrieben werden</translation>
  </message>
  <message>
   <source>{file} cannot be written. {why}: {advice}</source>
   <translation>{file} kann nicht geschrieben werden. {why}: {advice}</translation>
  </message>
  <message>
   <source>The folder {folder} is no longer there. Choose another one.</source>
   <translation>Den Ordner {folder} gibt es nicht mehr. Wählen Sie einen anderen.</translation>
  </message>
  <message>
   <source>the disk is full</source>
   <translation>der Datenträger ist voll</translation>
  </message>
  <message>
   <source>{file} cannot be written: {why}. Nothing was changed there.</source>
   <translation>{file} kann nicht geschrieben werden: {why}. Dort wurde nichts verändert.</translation>
  </message>
  <message>
   <source>{h} h {min} min</source>
   <translation>{h} h {min} min</translation>
  </message>
  <message>
   <source>{date}, {time}</source>
   <translation>{date}, {time}</translation>
  </message>
  <message>
   <source>{min} min {s} s</source>
   <translation>{min} min {s} s</translation>
  </message>
  <message>
   <source>{min} min</source>
   <translation>{min} min</translation>
  </message>
 </context>
</TS>
