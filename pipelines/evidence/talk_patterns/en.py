"""Small talk in English, by subject: see the package for how a pattern is written."""

from collections.abc import Mapping

FILES = "(?:documents?|files?|sources?|texts?|papers?|materials?)"
PATTERNS: Mapping[str, str] = {
    "greeting": """
(?:well )?(?:hi|hello|hey|hiya|howdy|greetings|good (?:morning|afternoon|evening|day))(?:
(?:there|all|everybody|everyone|you|again|bot|refdesk|friend|team))*(?: how (?:are you|is it going|do you do|are
things)(?: (?:today|doing))*)?|how (?:are you|is it going|s it going|do you do|are things)(?:
(?:today|doing))*|what s up|nice to meet you|(?:hi+|hello+|hey+|hiya|howdy|yo|hullo|ahoy|sup|greetings|welcome)(?:
(?:hi+|hello+|hey+|there|all|again|folks|guys|bot|assistant|desk|how are you(?: doing)?(?: today)?))*|(?:a
)?(?:very )?good (?:morning|afternoon|evening|day)(?: to)?(?: (?:you|all|everyone|everybody|there|too|team))*|how
have you been|how are you (?:feeling|doing)(?: today)?|(?:are you|is anybody|is anyone|anybody|anyone)(?: there|
here)|pleased to meet you|test(?:ing)?""",
    "thanks": """
(?:ok(?:ay)? |great |perfect |cool |super |ah |many |wonderful |good |yes )*(?:thanks|thank you|thx|ty|cheers|much
appreciated|i appreciate it)(?: (?:a lot|a bunch|a million|so much|very much|again|mate|all|you|for
(?:your|the|that|this)(?: (?:help|answer|info|information|quick|kind|reply|all))*|that (?:helped|helps|is
helpful|was helpful|is great|is all|s all|s great)|this helped|(?:me )?(?:a lot|very much)|it
helped|great|helpful|have a nice day|bye))*|(?:that (?:helped|helps|is perfect|was helpful|is helpful|s
helpful)|very helpful|great|perfect|well done|good job|nice(?: one)?|cool|ok|okay|awesome|great (?:answer|job))(?:
thanks| thank you)?|(?:ok(?:ay)? |great |perfect |super |wonderful |lovely |excellent |brilliant |right |fine
|alright )*(?:many |big |a big )?(?:thanks|thank you|thankyou|thx|cheers)(?: (?:a (?:lot|ton|bunch|million)|so
much|very much|indeed|really|again|everyone|anyway|in advance|for (?:clarifying|explaining|helping(?: me)?(?:
out)?|everything|your|all(?: of)?(?:
(?:your|the))?|the|that)|time|patience|support|assistance|effort|work|quick|fast|prompt|kind|great|good|detailed|answers?|replies|clarification|information|help|reply|response|explanation))*|(?:ok(?:ay)?
|great |perfect |yes |ah |oh |well )*(?:that|this|it) (?:answers|answered) (?:it|that|(?:all )?my
questions?)|(?:ok(?:ay)? |great |perfect |yes |ah )*(?:that|this)(?: is| s| was) (?:exactly |just |all )?(?:what
)?i (?:needed|wanted|need|was looking for|wanted to know|need to know)|(?:ok(?:ay)? |ah |oh )*(?:got
it|understood|i see|makes sense|good to know|very good|excellent|wonderful|brilliant|fantastic|lovely|amazing|much
obliged|you are (?:great|awesome|the best|very helpful|a star|amazing)|you re (?:great|awesome|the best)|no
(?:more|further) questions|sounds good|that is clear|that s clear|that makes sense|i appreciate (?:it|that|your
help))|(?:(?:thanks|thank you) )?(?:you (?:have been|are|were)|that was|that is|it was|this was|this is) (?:very
|really |so |most |super |extremely
)*(?:helpful|quick|fast|kind|useful|great|good|clear|nice|perfect|awesome)|(?:ok(?:ay)?|alright|right|yes|yeah|fine|good|cool|sure)(?:
(?:ok(?:ay)?|great|good|perfect|fine|cool|then|nice|thanks|understood|got it|will do))*|no(?:pe)?(?:
(?:thanks|thank you|that is all|that is it|nothing else|i am good))*|nothing(?: else)?(?: thanks| thank you)?|never
?mind""",
    "farewell": """
(?:good ?bye|bye(?: bye)?|see you(?: (?:later|soon|tomorrow))?|have a (?:nice|good) (?:day|evening|weekend)|good
night|take care|that is all|that s all)(?: (?:then|now|for now|all|everybody))*|(?:ok(?:ay)? |well |right |so
)*(?:good ?bye|bye+(?: bye)?|cya|see ya|farewell|cheerio|so long|ciao|later|catch you later|until (?:next
time|tomorrow|later|then)|see you (?:next (?:time|week|month)|around|there|again)|(?:talk|speak|write) to you
(?:later|soon|tomorrow)|have a (?:nice|good|great|lovely|pleasant)
(?:one|day|evening|afternoon|week|weekend|time|rest of your day)|i (?:am|m) (?:done|off|leaving)|i have to go|gotta
go|sleep well|take care|that (?:is|s|will be|was) (?:it|all|everything))(?: (?:then|now|for
(?:now|today)|all|everybody|everyone|friend))*""",
    "self": """
(?:who|what)(?: exactly)? (?:are|r) you(?: exactly)?|who is (?:this|there)|what is (?:this|refdesk|your name)|what
s (?:this|your name)|are you (?:a |an )?(?:bot|robot|human|person|ai|real|machine|computer|chatbot|chat
gpt|chatgpt|llm|real person|language model)|who (?:made|built|created|runs) you|do you have a name|tell me
(?:about|something about) yourself|introduce yourself|are you (?:a |an
)?(?:human|person|man|woman|robot|bot|machine|program|computer|real person|ai)(?: being)? or (?:a |an
)?(?:human|person|man|woman|robot|bot|machine|program|computer|ai)(?: being)?|am i
(?:talking|speaking|chatting|writing) (?:to|with) (?:a |an
)?(?:human|person|robot|bot|machine|program|computer|ai|real person)|(?:who|what) am i
(?:talking|speaking|chatting|writing) (?:to|with)(?: here)?|(?:which|what) (?:ai|llm|model|language model|kind of
bot|sort of bot) (?:are|do) you(?: use)?|(?:what|how) (?:should|can|may|do) i call you|are you
(?:alive|sentient|conscious|intelligent|there|google|siri|alexa|gpt|claude)|who is behind (?:this|you)|who
(?:owns|programmed|developed|trained|wrote) you|how old are you|where are you from|do you (?:have
feelings|sleep|speak (?:english|german|french|spanish))|do you (?:understand|speak|know|answer in)
(?:english|german|french|spanish|other languages|my language)|(?:which|what) languages? do you
(?:speak|know|understand)""",
    "able": """
(?:so )?(?:what|how) (?:can|could|do|will|would) you (?:do|help(?: me)?(?: with)?|answer|offer|know|be of help)(?:
for me| for us| here| with| exactly)*|what (?:kind|sort|type)s? of (?:questions?|things) (?:can|may|could|should)
(?:i|we|you) (?:ask|answer)(?: you| here)*|what (?:questions )?(?:can|may|could|should) (?:i|we) ask(?: you)?(?:
about| here| for)*|what are you (?:for|good at|good for|able to do|capable of)|how (?:do|does|can)
(?:you|this|it|i) (?:work|use you|use this|use it|ask you)(?: exactly)?|(?:can|could|will) you (?:please )?help(?:
me| us)?(?: please| with something)?|help(?: me)?(?: please)?|(?:i need|need) help|what are your
(?:capabilities|functions|features|skills)|what is your (?:purpose|job|function)|how can you help(?: me)?|what can
(?:i|we) do here|what is this (?:for|about)|what is (?:this (?:chat
?bot|bot|desk|page|tool|site|chat|assistant|program|thing)|the (?:chat ?bot|bot)) (?:for|about|good for|supposed to
do)|what (?:are|is) (?:you|this) used for|what can (?:this|the) (?:chat ?bot|bot|chat) do(?: for (?:me|us))?|how
(?:do|can|should|may) i (?:use|ask|talk to|work with)(?: (?:you|this|it|here|this (?:chat
?bot|tool|chat|desk|bot)|(?:a )?questions?|a question))?(?: here| best)?|how does this (?:chat
?bot|bot|tool|chat|desk|page|thing) work|what (?:do|should) i (?:ask|type|write)(?: here| now| first)?|can i ask
you (?:something|anything|a question|questions|some questions)|i (?:have|ve got) (?:a|some|another|one more)
questions?|(?:can|could|would) you (?:help|assist)(?: (?:me|us))?(?: (?:out|please|here))*|i need (?:some
)?(?:help|assistance|support)(?: please)?|what are you able to (?:do|answer)|what do you (?:do|offer)(?:
here)?|give me (?:some |an )?examples?(?: questions?| of questions?)?|(?:what|which)
(?:topics|subjects|areas|things|questions) (?:can|do|could) you (?:help|answer|deal|assist|cover|handle)(?:
(?:me|us|with|about|here))*|how (?:should|do|can|must) i (?:phrase|word|put|ask|write|formulate)(?:
(?:my|a|the|you))* ?questions?""",
    "documents": """
(?:please )?(?:what|which)(?: (?:kinds?|sorts?|types?) of)? @file@ (?:do|can|have|are|did)
(?:you|i|we|there|they)(?: (?:have|know|know of|know
about|read|see|search|use|hold|got|contain|here|there|available|in here|access|work with|cite|quote|ask
about|include|included|loaded|indexed|uploaded))*|(?:what|which) (?:@file@) (?:are|is) (?:there|here|available|in
(?:here|it|this (?:desk|chatbot|collection))|known to you|indexed|loaded|uploaded)(?: here| to you)?|(?:please
)?(?:list|show|name|give)(?: me)?(?: (?:all|the|your|a list of|every))* @file@(?: (?:you (?:have|know|know
about)|please|here|that you (?:have|know)))*|what (?:do you know(?: about)?|have you (?:read|got)|is in
(?:here|your (?:collection|library|index|database)))|how many @file@ (?:do you (?:have|know|know about)|are
there(?: here)?|have you (?:got|read))|what are your @file@|where do your answers come from|what do your answers
(?:rest|come) (?:on|from)|what (?:topics|subjects|areas) (?:do you (?:cover|know(?: about)?)|are covered|can i ask
about)|(?:which|what) (?:@file@|files|books?|manuals?|pdfs?|data|content|knowledge|information) (?:is|are) (?:in
(?:here|your (?:library|collection|index|database|knowledge base))|you (?:based|trained|built) on|available(?:
(?:to (?:me|you)|here))?|included|stored(?: here)?|searched)|(?:which|what) @file@ (?:do|can) you (?:search|look
(?:in|into|at|through)|have access to|draw on|rely on|answer from)|what (?:have you got|do you have)(?: in
(?:here|store|your library))?(?: for (?:me|us))?|what (?:data|information|knowledge|content) do you have(?: access
to)?|(?:can|could|may) (?:you|i) (?:please )?(?:list|show|see|name|get)(?: (?:me|us|all|the|your|a list
of|every|of|available))* @file@(?: please)?|(?:i want|i would like|i d like) to see(?: (?:all|the|your))*
@file@|(?:a |the )?(?:list|overview) of (?:all )?(?:the |your |available )*@file@|(?:all|your|available|my)
@file@|what are (?:the|your) (?:available )?@file@|where do you (?:get|take|have) your
(?:answers|information|knowledge|data|facts)(?: from)?|what is your (?:knowledge base|source|database|library)|what
topics are there|do you have (?:any |some |access to (?:any |some )?)?@file@|what (?:kinds?|sorts?|types?) of
(?:@file@|data|information|content)(?: (?:is|are|do you have|have you got|can you (?:read|search)|you have|there|in
here|here|available|stored|included))*|(?:show|tell) me (?:what you (?:have|know|have got|can search)|everything(?:
you (?:have|know))?|what is (?:here|there|in here|available))|(?:is|are) there (?:any )?@file@(?: (?:here|in
here|available))*""",
    "news": """
(?:is there |do you have |have you got )?(?:what is|what s|whats|anything|something) new(?: (?:here|today|this
week|lately|recently|in here))*|(?:any )?news|what (?:has |have |s )?(?:changed|been added|was added|is the
latest|are the latest @file@|are the newest @file@)(?:
(?:recently|lately|since|today|last|week|this|here))*|(?:which|what) @file@ (?:are|were|have been|is|was)
(?:new|added|changed|updated|the newest|the latest)(?:
(?:recently|lately|last|this|week|today))*|(?:latest|newest|recent) @file@|(?:are there |is there |do you have
|have you got )?(?:any |some )?(?:updates?|news|changes|novelties|(?:new|recent|newer) @file@)(?:
(?:here|today|this (?:week|month)|lately|recently|available|in here))*|what (?:is|are) (?:the
)?(?:latest|newest|most recent)(?: (?:@file@|news|updates?|changes|additions?))?(?: (?:here|today))*|(?:which|what)
(?:new|recent|latest|newest) @file@ (?:are there|do you have|have you got|came in|are available|have been
added|were added)(?: (?:here|recently|lately|today|this (?:week|month)))*|(?:which|what) @file@ (?:were|have
been|are) (?:recently|newly|lately|last|just) (?:added|changed|updated|uploaded)|(?:show|list|give)(?: me)?(?:
the)? (?:latest|newest|most recent|new|recent) @file@|what s (?:up|happening|going on)|what (?:has
been|was|is|were|got) (?:recently |newly |lately |last )?(?:added|updated|uploaded)(?:
(?:here|today|recently|lately|last|this (?:week|month)|last week|yesterday))*|(?:has|have|did)
(?:anything|something|things|much) (?:changed?|been (?:added|updated|changed))(?:
(?:here|today|recently|lately|since (?:yesterday|last (?:week|time|month))|this (?:week|month)))*|what is new since
(?:yesterday|last (?:week|time|month))""",
}
