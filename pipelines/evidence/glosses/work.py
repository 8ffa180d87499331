"""Work, money, contracts and rules: English words that documents use = German | French | Spanish."""

ENTRIES = """
work job = arbeit arbeiten job stelle | travail travailler emploi poste | trabajo trabajar empleo puesto
working\xa0hours hours = arbeitszeit arbeitszeiten | temps\xa0de\xa0travail horaires\xa0de\xa0travail | jornada \
horario\xa0laboral
overtime = überstunde überstunden | heures\xa0supplémentaires | horas\xa0extra horas\xa0extras
shift = schicht | équipe poste | turno
break = pause | pause | pausa descanso
holiday leave vacation = urlaub ferien urlaubstage | congé congés vacances | vacaciones permiso
public\xa0holiday holiday = feiertag feiertage | jour\xa0férié jours\xa0fériés | festivo festivos feriado
sick sickness illness ill = krank krankheit krankmeldung | malade maladie arrêt\xa0maladie | enfermo enfermedad baja
certificate = bescheinigung zertifikat attest zeugnis nachweis | certificat attestation brevet | certificado \
justificante
probation = probezeit | période\xa0d'essai essai | prueba período\xa0de\xa0prueba periodo\xa0de\xa0prueba
notice notice\xa0period = kündigungsfrist | préavis | preaviso
terminate termination = kündigung kündigen gekündigt | résiliation résilier licenciement | rescisión rescindir despido
employee employees staff = mitarbeiter mitarbeiterin beschäftigte angestellte personal | employé employés salarié \
personnel | empleado empleados trabajador personal
employer = arbeitgeber | employeur | empleador
manager supervisor boss = chef chefin vorgesetzte vorgesetzter leiter | chef responsable supérieur directeur | jefe \
jefa responsable
lead team\xa0lead = teamleiter teamleitung | chef\xa0d'équipe | jefe\xa0de\xa0equipo
director = direktor geschäftsführer | directeur directrice | director directora
board = vorstand aufsichtsrat | conseil comité direction | junta consejo directiva
chair chairperson = vorsitz vorsitzende vorsitzender | président présidente présidence | presidente presidenta
treasurer = kassenwart schatzmeister | trésorier trésorière | tesorero tesorera
secretary = sekretär sekretärin schriftführer | secrétaire | secretario secretaria
committee group = ausschuss gruppe | comité groupe commission | comité grupo comisión
team = team mannschaft | équipe | equipo
department = abteilung | service département | departamento
company firm = firma unternehmen betrieb gesellschaft | entreprise société compagnie | empresa compañía sociedad
cooperative = genossenschaft kooperative | coopérative | cooperativa
association = verein verband | association | asociación
member members = mitglied mitglieder | membre membres adhérent adhérents | miembro miembros socio socios
membership = mitgliedschaft | adhésion | membresía afiliación
customer customers client = kunde kunden | client clients | cliente clientes
guest guests visitor visitors = gast gäste besucher | invité invités visiteur visiteurs hôte | invitado invitados \
visitante visitantes huésped
volunteer volunteers = ehrenamtliche freiwillige ehrenamt | bénévole bénévoles volontaire | voluntario voluntarios
student students = student studenten schüler studierende | étudiant étudiants élève | estudiante estudiantes alumno
teacher trainer tutor = lehrer lehrerin dozent kursleiter trainer | enseignant professeur formateur | profesor \
profesora docente formador
participant participants = teilnehmer teilnehmerin | participant participants | participante participantes
reader readers = leser leserin | lecteur lecteurs | lector lectores
user users = benutzer nutzer | utilisateur utilisateurs usager | usuario usuarios
owner = eigentümer besitzer inhaber | propriétaire | propietario dueño
tenant = mieter mieterin | locataire | inquilino arrendatario
landlord = vermieter vermieterin | bailleur propriétaire | arrendador casero
neighbour neighbours = nachbar nachbarn | voisin voisins | vecino vecinos
supplier = lieferant lieferanten | fournisseur fournisseurs | proveedor proveedores
electrician = elektriker | électricien | electricista
course courses = kurs kurse lehrgang | cours stage formation | curso cursos
training = schulung ausbildung weiterbildung fortbildung | formation | formación capacitación
lesson class = unterricht klasse | leçon classe | clase lección
exam test = prüfung test | examen test épreuve | examen prueba
meeting meetings = sitzung besprechung versammlung treffen termin | réunion séance assemblée | reunión asamblea \
junta sesión
minutes = protokoll protokolle | procès-verbal compte-rendu | acta actas
decision decided decide = entscheidung beschluss beschlossen entschieden entscheidet entscheiden | décision décider \
décidé décide | decisión decidir decidió decide
vote votes = stimme stimmen abstimmung wahl | vote voix scrutin | voto votos votación
majority = mehrheit | majorité | mayoría
election elected = wahl gewählt wählen | élection élu élire | elección elegido elegir
statutes = satzung statuten | statuts | estatutos
rule rules regulation = regel regeln vorschrift ordnung | règle règles règlement | regla reglas norma normas \
reglamento
law = gesetz recht | loi droit | ley derecho
policy = richtlinie | politique directive | política directriz
contract agreement = vertrag vereinbarung | contrat convention accord | contrato acuerdo convenio
lease = mietvertrag pacht leasing | bail location | arrendamiento
rent = miete | loyer | alquiler renta
rent hire rental = mieten vermieten verleih | louer location | alquilar
deposit = kaution pfand | caution dépôt consigne | fianza depósito
insurance = versicherung | assurance | seguro
liability = haftung haftpflicht | responsabilité | responsabilidad
damage damaged = schaden schäden beschädigt beschädigung | dommage dommages dégâts endommagé | daño daños dañado
lost loss = verloren verlust verliere verliert verlieren | perdu perte perdre perdue | perdido pérdida perder
late delay delayed overdue = verspätung spät verspätet verzug überfällig | retard tard retardé | retraso tarde demora
penalty fine = strafe vertragsstrafe bußgeld mahngebühr | pénalité amende | multa penalización sanción
interest = zinsen zins | intérêt intérêts | interés intereses
price = preis preise | prix tarif | precio precios tarifa
cost costs = kosten kostet | coût coûts coûte coûtent | coste costo cuesta cuestan costes
charge charges additional\xa0costs service\xa0charges = nebenkosten betriebskosten | charges | gastos cargos
fee fees charge = gebühr gebühren entgelt beitrag | frais cotisation redevance | tasa cuota tarifa comisión
free = kostenlos gratis umsonst kostenfrei | gratuit gratuite gratuitement | gratis gratuito gratuita
money = geld | argent | dinero
euro euros = euro euros | euro euros | euro euros
cash = bargeld bar | espèces liquide | efectivo
bank = bank | banque | banco
invoice bill = rechnung rechnungen | facture factures | factura facturas
receipt receipts = quittung beleg belege | reçu justificatif | recibo recibos comprobante
payment paid pay = zahlung bezahlung zahlen bezahlen bezahlt gezahlt zahlt | paiement payer payé paye paie versement \
| pago pagar pagado paga abonar
salary wage pay = gehalt lohn bezahlung | salaire rémunération paie | salario sueldo
bonus allowance = zulage prämie bonus zuschlag | prime indemnité allocation | prima plus bono
daily\xa0allowance allowance = tagegeld spesen verpflegungspauschale | indemnité\xa0journalière per\xa0diem | dieta \
dietas
expenses = auslagen spesen ausgaben | dépenses frais | gastos
budget = budget haushalt etat | budget | presupuesto
tax vat = steuer mehrwertsteuer | taxe impôt tva | impuesto iva
discount reduction reduced = rabatt ermäßigung nachlass ermässigt | remise réduction rabais | descuento rebaja \
reducción
refund reimbursed = erstattung rückerstattung erstattet zurückbekommen | remboursement remboursé rembourser | \
reembolso devolución
limit maximum = grenze höchstgrenze obergrenze limit maximum höchstbetrag | limite plafond maximum | límite máximo \
tope
amount = betrag summe höhe | montant somme | importe cantidad suma
percent per\xa0cent = prozent | pourcent pour\xa0cent | porcentaje por\xa0ciento
share shares = anteil anteile aktie | part parts | participación cuota acción
grant subsidy = zuschuss förderung | subvention aide | subvención ayuda
purchase buy bought = kauf kaufen gekauft anschaffung beschaffung | achat acheter acheté | compra comprar comprado
sale sell sold = verkauf verkaufen verkauft | vente vendre vendu | venta vender vendido
order orders = bestellung auftrag bestellen bestellt | commande commander commandé | pedido pedir encargo
delivery delivered = lieferung liefern geliefert | livraison livrer livré | entrega entregar entregado
quantity = menge | quantité | cantidad
stock = bestand vorrat | stock réserve | existencias reserva
offer quote = angebot | offre devis | oferta presupuesto
project = projekt | projet | proyecto
plan = plan | plan | plan
report = bericht meldung | rapport compte\xa0rendu signalement | informe
list = liste verzeichnis | liste | lista
form = formular antrag | formulaire | formulario
application apply request = antrag bewerbung beantragen anfrage beantragt | demande demander candidature | solicitud \
solicitar petición
approval approve approved permission = genehmigung erlaubnis zustimmung genehmigt genehmigen genehmigt | approbation \
autorisation approuver approuve autorise permission | aprobación permiso autorización aprueba aprobar autoriza
allowed permitted = erlaubt gestattet zulässig | permis autorisé autorisés permise | permitido permitida autorizado
forbidden prohibited = verboten untersagt | interdit interdite défendu | prohibido prohibida
required necessary needed need = nötig notwendig erforderlich brauche braucht brauchen benötigt benötige benötigen | \
nécessaire obligatoire besoin requis faut | necesario necesaria obligatorio necesita necesito hace\xa0falta
right rights = recht rechte | droit droits | derecho derechos
duty obligation = pflicht pflichten aufgabe aufgaben | obligation devoir tâche | obligación deber tarea
responsible = verantwortlich zuständig | responsable chargé | responsable encargado
condition conditions = bedingung bedingungen voraussetzung | condition conditions | condición condiciones
signature sign signed = unterschrift unterschreiben unterzeichnet unterschrieben | signature signer signé | firma \
firmar firmado
valid validity = gültig gültigkeit gilt gelten | valable validité valide | válido válida validez vigente
renew renewal extend extension = verlängern verlängerung verlängert erneuern erneuert | renouveler \
renouvellement prolonger prolongation | renovar renovación prorrogar prórroga
loan loans = ausleihe | prêt emprunt | préstamo
borrow borrowed = ausleihen leihen geliehen ausgeliehen | emprunter emprunté | prestado tomar\xa0prestado
lend lent = verleihen verliehen | prêter prêté | prestar
loan\xa0period = leihfrist ausleihfrist | durée\xa0du\xa0prêt durée\xa0de\xa0prêt | período\xa0de\xa0préstamo \
plazo\xa0de\xa0préstamo
return returned = rückgabe zurückgeben zurückgegeben abgeben zurück | retour rendre rendu restituer restitution | \
devolución devolver devuelto regreso
reserve reservation reserved book booked booking = reservieren reservierung vormerken buchen gebucht buchung \
reserviert | réserver réservation réservé | reservar reserva reservado
cancel cancelled cancellation = stornieren absagen stornierung abgesagt absage | annuler annulation annulé | \
cancelar cancelación anular cancelado
waiting\xa0list = warteliste | liste\xa0d'attente | lista\xa0de\xa0espera
appointment = termin | rendez-vous | cita
opening open hours = öffnungszeit öffnungszeiten geöffnet offen öffnet öffnen | heures\xa0d'ouverture horaires \
ouverture ouvert ouverte ouvre ouvrir | horario apertura abierto abierta abre abrir
closed close closes = geschlossen schließt schliesst schließen schließung zu | fermé fermée ferme fermer fermeture | \
cerrado cerrada cierra cerrar cierre
access = zugang zutritt zugriff | accès | acceso
security safety = sicherheit | sécurité sûreté | seguridad
emergency = notfall notruf | urgence urgences | emergencia urgencia
contact = kontakt kontaktieren ansprechpartner wenden | contact contacter joindre | contacto contactar
address = adresse anschrift | adresse | dirección domicilio
complaint complain = beschwerde beschweren reklamation | plainte réclamation plaindre | queja reclamación quejarse
question = frage | question | pregunta
answer = antwort | réponse | respuesta
help = hilfe helfen | aide aider | ayuda ayudar
information = auskunft information informationen | renseignement information informations | información
reason = grund | raison motif | razón motivo
purpose = zweck | but objectif | fin propósito objetivo
problem fault = problem störung fehler defekt | problème panne défaut erreur | problema fallo avería error
error\xa0code code = fehlercode fehlermeldung | code\xa0d'erreur | código\xa0de\xa0error
repair repaired = reparatur reparieren repariert instandsetzung | réparation réparer réparé | reparación reparar \
reparado
maintenance maintained maintain service = wartung instandhaltung gewartet wartet warten | entretien maintenance \
entretenir entretient entretenu | mantenimiento mantener mantiene
inspection inspected check checked = prüfung inspektion kontrolle prüfen geprüft überprüft kontrolliert | contrôle \
inspection vérification contrôler vérifier vérifié | inspección control revisión revisar comprobar
cleaning clean cleaned = reinigung reinigen gereinigt putzen sauber | nettoyage nettoyer nettoyé propre ménage | \
limpieza limpiar limpio
replacement replace replaced change changed = ersatz austausch wechseln ersetzen ersetzt ausgetauscht gewechselt \
austauschen | remplacement remplacer remplacé changer changement | cambio cambiar cambiarla cambiarlo sustituir \
reemplazar sustitución
spare\xa0part spare\xa0parts = ersatzteil ersatzteile | pièce\xa0de\xa0rechange pièces\xa0de\xa0rechange | repuesto \
repuestos recambio
manual instructions = anleitung handbuch bedienungsanleitung | manuel mode\xa0d'emploi notice | manual instrucciones
warranty guarantee = garantie gewährleistung | garantie | garantía
quality = qualität | qualité | calidad
privacy = datenschutz | confidentialité vie\xa0privée | privacidad
recording recordings = aufzeichnung aufnahme aufzeichnungen | enregistrement enregistrements | grabación grabaciones
registration register enrol = anmeldung anmelden registrierung einschreibung angemeldet | inscription inscrire \
enregistrement | inscripción inscribir inscribirse registro
home remote working mobile = homeoffice heimarbeit telearbeit mobil mobiles | télétravail domicile | teletrabajo casa
retirement pension = rente ruhestand pension | retraite pension | jubilación pensión
parental = elternzeit elternurlaub | congé\xa0parental parental | parental paternidad maternidad
marriage wedding = hochzeit heirat | mariage | boda matrimonio
birth = geburt | naissance | nacimiento
death = tod todesfall | décès mort | muerte fallecimiento
moving move = umzug umziehen verlegt verlegen | déménagement déménager déplacer | mudanza mover traslado
accommodation overnight = übernachtung unterkunft | hébergement nuit nuitée | alojamiento noche pernocta
equipment = ausstattung | équipement matériel | equipamiento material
subletting sublet = untervermietung untervermieten untermiete | sous-location sous-louer | subarriendo subarrendar
third\xa0parties others = dritte dritten andere | tiers autrui d'autres | terceros otros
party parties = partei parteien | partie parties | parte partes
article section = artikel abschnitt paragraph | article section | artículo sección
chapter = kapitel | chapitre | capítulo
overview summary = übersicht überblick zusammenfassung | aperçu résumé | resumen
archive = archiv | archives | archivo
control\xa0system control = steuerung steuerungssystem | système\xa0de\xa0commande commande | \
sistema\xa0de\xa0control control
system = system | système | sistema
operation = betrieb bedienung | fonctionnement exploitation | funcionamiento operación
remote = fern ferngesteuert | distance à\xa0distance | remoto distancia
"""
