"""Spanish."""

from pipelines.evidence.tongues.tongue import Tongue

_TIME = r"(?:segundos?|minutos?|horas?|dias?|noches?|semanas?|mes(?:es)?|trimestres?|anos?)"
_NUMBER = (
    r"(?:una?|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|once|doce|trece|catorce|quince|dieciseis|veint\w+|"
    r"treinta"
    r"|cuarenta|cincuenta|sesenta|cien(?:to)?|mil|medi[oa]|varios|varias|docena)"
)
_MONTH = r"(?:enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre)"
_DAY = r"(?:lunes|martes|miercoles|jueves|viernes|sabados?|domingos?)"

TONGUE = Tongue(
    "es",
    asks={
        "duration": rf"\bcuant[oa]s? (?:tiempo|{_TIME}|dura\w*|tarda\w*)\b|\b(?:que|cual es (?:el|la)) (?:plazo|"
        r"duracion"
        r"|periodo)\b|\ben que plazo\b",
        "date": r"\bcuando\b|\b(?:a |en |hasta )?(?:que|cual es (?:el|la)) (?:horas?|fechas?|dias?|mes|ano|"
        r"horario)\b|\bcon que "
        r"frecuencia\b|\bcuantas veces\b|\bhasta cuando\b|\bdesde cuando\b",
        "price": r"\b(?:cuant[oa]s?|que|cual(?:es)?)\b.*\b(?:cuest\w*|cost\w*|precios?|tarifas?|cobra\w*|paga\w*|"
        r"alquiler"
        r"|importe|sueldo|salario|fianza|multa|cuota|reembols\w*|ayuda|subvencion|presupuesto|vale|valen|dinero|"
        r"gastos?)\b",
        "number": r"\bcuant[oa]s?\b|\b(?:que|cual es (?:el|la)) (?:numero|temperatura|tamano|peso|altura|longitud|"
        r"cantidad"
        r"|capacidad|velocidad|porcentaje|potencia|superficie|edad)\b",
        "who": r"\bquien(?:es)?\b|\ba quien\b",
        "place": r"\b(?:donde|adonde)\b|\ben que (?:sala|edificio|ciudad|calle|menu|lugar|oficina|planta|piso|"
        r"pagina)\b",
        "cause": r"\bpor que\b|\bpor cual motivo\b|\bcual es (?:el motivo|la razon|la causa)\b",
    },
    found={
        "price": r"[€$£%]|\b(?:euros?|eur|pesos?|dolares|centimos|por ciento|gratis|gratuit[oa]s?|gratuitamente|"
        r"sin coste"
        r"|sin cargo)\b",
        "duration": rf"(?:\d|\b{_NUMBER})[\s-]*(?:\w+\s){{0,2}}{_TIME}\b|\b(?:hasta|indefinid[oa]|permanente\w*)\b",
        "date": rf"\b{_TIME}\b|\b{_MONTH}\b|\b{_DAY}\b|\b(?:1[6-9]|20)\d\d\b|\b\d{{1,2}}[:.]\d\d\b|\b(?:a|de|"
        r"hasta) las \w+|"
        r"\b\d+ ?h\b|\b(?:"
        r"mediodia|medianoche|manana|tarde|noche|cada|todos|todas|despues|antes|tras|cuando|si|durante|inmediatamente"
        r"|semanal\w*|mensual\w*|anual\w*|diari\w*|hasta|dentro|al|trimestral\w*|veces|vez)\b",
        "number": rf"\d|\b{_NUMBER}\b|\b(?:ningun[oa]?|ilimitad\w*)\b",
        "who": r"\b(?:sr|sra|senor|senora|don|dona|dr|dra)\b|\b(?:director|directora|direccion|departamento|"
        r"servicio|responsable"
        r"|jef[ea]|equipo|gerente|secretari[oa]|secretaria|recepcion|consejo|comite|president[ea]|emplead[oa]|"
        r"trabajador(?:a)?"
        r"|conserje|porter[oa]|tecnic[oa]|medic[oa]|enfermer[oa]|inquilin[oa]|propietari[oa]|proveedor(?:a)?|cliente"
        r"|administrador(?:a)?|administracion|oficina|agencia|empresa|tesorer[oa]|tutor(?:a)?|superior|encargad[oa]"
        r"|coordinador(?:a)?|personal)(?:e?s)?\b",
        "place": r"\b(?:en|a|al|sobre|bajo|junto|detras|delante|entre|desde|hacia|por|de|del)\b",
        "cause": r"\b(?:porque|pues|ya que|para|debido|motivo|razon|causa|gracias|si no|evita\w*|impide\w*|"
        r"permite\w*|protege\w*"
        r"|peligro\w*|riesgo\w*|asi)\b",
    },
    counted=r"\bcuant[oa]s\s+(?P<noun>\w+)",
    generic="""
    segundo minuto minutos hora horas dia dias semana semanas mes meses ano anos alguien fuera hacer hace hacen hago
    encuentra encontrar encuentran dar da dan tomar tener tiene puede poder debe deber hay obtener usar usa utilizar
    utiliza permite permitir posible necesario necesaria previsto significa llama llamar sirve servir existe pasa
    pasar ocurre maximo minimo maxima minima exactamente aproximadamente normalmente dura durar cuesta costar
    persona gente cosa manera forma tiempo momento decir saber mostrar necesita necesito necesitar conseguir
    solicitar favor
    diferencia diferencias distingue funciona sirve
    solicitar favor haber encarga encargan ocupa ocupan precio precios tarifa
    """,
    cased=True,
)
