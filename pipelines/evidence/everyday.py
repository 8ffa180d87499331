"""Words that people ask in and words that documents are written in: those of one group may stand for each other."""

EVERYDAY = """
quit leave resign terminate termination notice | boss manager supervisor superior lead leader | holiday vacation leave
| discount reduction rebate reduced half | bike bicycle cycle | kid child children minor | sibling siblings brother
sister | spouse partner wife husband | dinner lunch meal breakfast | permission consent approval approved asking
allowed | shut close closed | bounce fail failed reject returned | join joining admission enrol register | late
overdue arrears delay delayed | blame trouble punished | insurer insurance insured | salary wage pay | lawyer attorney
counsel | photo picture image | toilet restroom lavatory washroom | internet network wifi wlan | bill invoice |
supplier vendor | broken defective damaged damage fault | contact reach call ring phone telephone | found founded
establish established | stay remain kept keep stored | rule regulation policy | sick ill illness | borrow lend loan
lent | hire rent rental | expensive price cost fee charge | heavy weight weigh | animal pet dog | food eat meal |
drink beverage alcohol | park parking parked | move moving relocate | fire dismiss dismissal | flat apartment | lift
elevator | rubbish waste garbage trash | refund reimburse reimbursed reimbursement repaid | money amount euros |
garage parking | trip travel journey | permit permitted allowed allow may | forbidden prohibited banned ban | deadline
due | chat talk speak | car vehicle | leash lead | grill barbecue barbecues bbq | swim bathe swimming bathing | cancel
withdraw withdrawn withdrawal cancellation cancelled | earn paid pay salary wage get | earn wage wages salary | repair
exchange exchanged mend fix fixed repaired replaced | fix solve remedy resolve | vacate leave vacated departure |
arrive arrival arriving | depart departure leaving | start begin commence beginning starts begins | end finish expire
ends expires | finish complete completed completion | absent apologies excused missing | attend present attended
attendance attendees | buy purchase purchased bought acquire | sell sale sold | build construct erect construction |
choose select pick elect | decide decision decided resolve resolved resolution | vote ballot votes | explain describe
| help assist assistance support aid | injured hurt injury accident | emergency alarm | hospital clinic | doctor
physician medical | medicine drug medication | certificate proof note evidence | form application | apply application
request | ask request requested | answer reply respond response | send submit submitted sent forward | email mail |
letter mail post | write written writing | sign signature signed | read reading | show display displayed | hide
conceal | delete remove erase removed deleted erased | add insert | create make produce produced | change amend alter
modify amended modified changed | increase raise rise raised risen | decrease reduce lower cut reduced lowered | grow
increase | shrink decrease | big large | small little | fast quick speed pace | slow slowly | safe secure safety |
dangerous hazardous danger hazard | clean wash cleaned cleaning | dirty polluted contaminated fouled | tidy clean
order | noisy loud noise | quiet silent silence noise | silent quiet | dark unlit | bright light | cold heating heat |
hot heat temperature | warm heat heating | wet damp moisture | empty vacant drained | full filled | open opening
opened | lock locked key | key keys | enter entry entrance access admitted admission | exit leave | visitor guest
visit visitors guests | customer client buyer | worker employee staff | colleague employee staff | people persons |
owner landlord proprietor | tenant lessee renter | neighbour adjoining | volunteer voluntary | teacher instructor
trainer tutor lecturer | teach instruct lead give | student pupil participant trainee learner | course class lesson
workshop | exam test examination | lecture talk presentation | meeting session assembly conference | minutes record |
chair chairs president chaired chairman | committee board council | member membership | fee charge subscription dues
contribution | fine penalty charge | deposit bond caution down | payment pay paid | free charge gratis cost | cheap
price cost | worth value price | loss deficit | profit surplus gain | budget fund funds money | tax vat duty | grant
subsidy funding | donate donation gift | present gift | reward bonus prize premium | insurance insured cover covered |
contract agreement lease | lease rent rental contract | sublet subletting | cancel terminate | extend renew prolong
extension renewal | renew extend extension renewal renewed | valid validity expire expires | lost loss lose missing
found | steal theft stolen | break damage broken | destroy destruction demolish | replace replacement exchange
substitute | spare replacement | tool equipment instrument | machine device equipment appliance | computer laptop
notebook pc device | screen monitor display | mobile phone smartphone cell | app application software program |
password login credentials | account login | backup copy backups | file document | folder directory | print printing
printed printer | copy copies copying photocopy | scan scanning | book reserve booked booking reservation reserved |
reservation booking booked | room hall space | seat seats place places capacity | hall room auditorium | kitchen
canteen | canteen cafeteria | shop store kiosk | warehouse store storage depot | basement cellar | ground floor |
upstairs floor | stairs staircase steps | door gate entrance | gate barrier | fence boundary | road street | path
walkway footpath | bridge crossing | harbour port dock | ship boat vessel | boat vessel canoe | train rail railway |
bus coach | plane flight fly air | drive driving driver drives | ride riding | walk foot pedestrian | walking foot |
wear worn clothing wearing | clothes clothing dress | shoe shoes footwear boots | glove gloves | helmet hat | glasses
goggles eyewear | coat jacket | bag luggage baggage | box container case | bottle can | glass cup | plate dish | bread
rolls bakery | coffee tea | breakfast morning | noon midday lunch | midnight night | tonight evening | weekend
saturday sunday | weekly week | monthly month | yearly annual annually year | daily day | hourly hour | often
frequency interval every | rarely seldom | forever permanently indefinitely | temporary interim provisional |
immediately once instantly | soon shortly | before prior advance ahead | after following | maximum limit most exceed |
minimum least | limit maximum cap ceiling | exceed above over | allow permit | let permit allow | obliged must
required obligation duty | required necessary needed mandatory compulsory obligatory | need require required necessary
| optional voluntary | responsible charge accountable | liable liability responsible | guarantee warranty | complaint
complain complained | problem fault trouble malfunction failure error | failure breakdown outage fails failed | outage
failure power blackout | leak leakage leaks | flood water flooding inundation | smoke smoking tobacco cigarette
cigarettes | alcohol beer wine drinking | dog dogs puppy | cat cats | fish fishing angling | bird birds | tree trees
wood forest | flower plant plants | garden grounds | lawn grass | lake water pond | sea ocean water | beach shore |
rain rainfall precipitation | storm wind gale | snow ice winter | sun solar | electricity power current electric | gas
fuel | petrol fuel gasoline diesel | battery accumulator | oil lubricant | pump pumping | motor engine drive | pipe
pipeline tube | valve slide | switch turn | button key | turn rotate rotation | press push | pull draw | lift raise
hoist | carry transport bring | deliver delivery delivered supply supplied | ship shipping dispatch deliver | receive
get obtain received | return bring back returned | hand give submit | give grant provide | offer provide | use utilise
usage using operate | operate run operation control | run operate manage | manage run management manager | supervise
oversee monitor supervision | watch monitor observe supervise lifeguard guard | check inspect inspected inspection
examine checked control | examine inspect test | measure measured measurement measuring | count number counted |
calculate compute calculated | weigh weight | length long | width wide | height high tall | depth deep | distance far
away | near close beside next | opposite facing | above over | below under beneath | inside within indoors | outside
outdoors | childcare nursery kindergarten creche | school education | university college | birth born childbirth |
death died bereavement funeral | wedding marriage married | marry marriage wedding | pregnant maternity pregnancy |
parental parent parents father mother | retire retirement pension retired | old age aged | young age youth | language
speak spoken | translate translation | name called named | title name heading | address location | located location
situated found stands | live reside residence resident | born birth | nickname alias | summary overview | purpose aim
goal | reason because cause | happen occur event | trouble problem difficulty | danger risk hazard | risk hazard |
protect protection shield | attack incident breach | leak breach disclosure | privacy personal data confidential |
secret confidential secrecy | share disclose pass sharing | store storage keep kept stored retained retention | retain
keep stored retention | video camera recording cctv | record recording recorded | listen hear audio | music
instruments radio | party celebration festival | game games play | sport sports exercise training | ball football |
team group | winner won prize | ticket admission entry | tour guided visit | exhibition exhibits show | museum
collection | library books | newspaper press journal magazine | magazine periodical | writer author wrote | author
wrote written writer | wrote author minutes drafted | invent invented inventor | discover discovered discovery | moist
damp | overtime extra additional | bonus extra supplement allowance | allowance supplement subsidy per | expense
expenses cost costs outlay | business company commercial | company firm enterprise business | headquarters office seat
| branch office | colour color | bulky large oversized | recycle recycling sorted waste | pick collect collected |
campfire fire bonfire | electrician electrical | plumber pipes heating | gardener garden | cleaner cleaning | guard
security watchman | police authority | authority office agency | mayor municipality | town city municipal municipality
| country nation state
"""
