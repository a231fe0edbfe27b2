/**
 * Time zones by the abbreviations they used since 1970, made from pytz 2026.6 (the IANA tz database, public domain).
 * A line: kind (D: changes over time, S: one offset for ever), `abbreviation±minutes*dstMinutes` from the oldest in use to
 * the newest, then the zones; `~` marks those that pytz does not count among the common ones.
 */
export const ZONE_TABLE = `
DGMT+0|Africa/Abidjan Africa/Accra Africa/Bamako Africa/Banjul Africa/Conakry Africa/Dakar Africa/Freetown Africa/Lome Africa/Nouakchott Africa/Ouagadougou ~Africa/Timbuktu Atlantic/Reykjavik Atlantic/St_Helena ~Iceland
DEAT+180|Africa/Addis_Ababa Africa/Asmara ~Africa/Asmera Africa/Dar_es_Salaam Africa/Djibouti Africa/Kampala Africa/Mogadishu Africa/Nairobi Indian/Antananarivo Indian/Comoro Indian/Mayotte
DCEST+120*60 WET+0 CET+60|Africa/Algiers
DWAT+60|Africa/Bangui Africa/Brazzaville Africa/Douala Africa/Kinshasa Africa/Lagos Africa/Libreville Africa/Luanda Africa/Malabo Africa/Niamey Africa/Porto-Novo
DGMT+0 -01-60|Africa/Bissau
DCAT+120|Africa/Blantyre Africa/Bujumbura Africa/Gaborone Africa/Harare Africa/Kigali Africa/Lubumbashi Africa/Lusaka Africa/Maputo
DEEST+180*60 EET+120|Africa/Cairo Asia/Beirut Asia/Famagusta Asia/Gaza Asia/Hebron Asia/Nicosia ~EET ~Egypt Europe/Athens Europe/Bucharest Europe/Helsinki Europe/Mariehamn ~Europe/Nicosia Europe/Sofia
D+01+60 +00+0|Africa/Casablanca
DWET+0 CEST+120*60 CET+60|Africa/Ceuta
D+01+60 +00+0 -01-60|Africa/El_Aaiun
DSAST+120|Africa/Johannesburg Africa/Maseru Africa/Mbabane
DEAT+180 CAT+120|Africa/Juba Africa/Khartoum
DGMT+0 MMT-44|Africa/Monrovia
DWAST+120*60 WAT+60|Africa/Ndjamena
DWAT+60 GMT+0|Africa/Sao_Tome
DCET+60 EET+120|Africa/Tripoli ~Libya
DCEST+120*60 CET+60|Africa/Tunis Arctic/Longyearbyen ~Atlantic/Jan_Mayen ~CET Europe/Amsterdam Europe/Andorra Europe/Belgrade Europe/Berlin Europe/Bratislava Europe/Brussels Europe/Budapest Europe/Busingen Europe/Copenhagen Europe/Gibraltar Europe/Ljubljana Europe/Luxembourg Europe/Madrid Europe/Malta Europe/Monaco Europe/Oslo Europe/Paris Europe/Podgorica Europe/Prague Europe/Rome Europe/San_Marino Europe/Sarajevo Europe/Skopje Europe/Stockholm Europe/Tirane Europe/Vaduz Europe/Vatican Europe/Vienna Europe/Warsaw Europe/Zagreb Europe/Zurich ~MET ~Poland
DWAT+60*-60 CAT+120|Africa/Windhoek
DBST-660 HDT-540*60 HST-600|America/Adak ~America/Atka ~US/Aleutian
DAHST-600 AKDT-480*60 AKST-540|America/Anchorage US/Alaska
DAST-240|America/Anguilla America/Antigua America/Aruba America/Blanc-Sablon America/Curacao America/Dominica America/Grenada America/Guadeloupe America/Kralendijk America/Lower_Princes America/Marigot America/Montserrat America/Port_of_Spain America/Puerto_Rico America/St_Barthelemy America/St_Kitts America/St_Lucia America/St_Thomas America/St_Vincent America/Tortola ~America/Virgin
D-02-120*60 -03-180|America/Araguaina America/Argentina/Buenos_Aires America/Bahia America/Belem ~America/Buenos_Aires America/Fortaleza America/Maceio America/Recife America/Sao_Paulo ~Brazil/East
D-04-240 -02-120*60 -03-180|America/Argentina/Catamarca ~America/Argentina/ComodRivadavia America/Argentina/Cordoba America/Argentina/Jujuy America/Argentina/La_Rioja America/Argentina/Mendoza America/Argentina/Rio_Gallegos America/Argentina/Salta America/Argentina/San_Juan America/Argentina/Tucuman America/Argentina/Ushuaia ~America/Catamarca ~America/Cordoba ~America/Jujuy ~America/Mendoza ~America/Rosario
D-02-120*60 -04-240 -03-180|America/Argentina/San_Luis Antarctica/Palmer Atlantic/Stanley
D-04-240 -03-180|America/Asuncion America/Coyhaique America/Punta_Arenas America/Santarem
DEST-300|America/Atikokan America/Cayman ~America/Coral_Harbour America/Panama ~EST
DMST-420 CDT-300*60 CST-360|America/Bahia_Banderas America/North_Dakota/Beulah America/North_Dakota/Center America/North_Dakota/New_Salem America/Ojinaga
DADT-180*60 AST-240|America/Barbados America/Glace_Bay America/Halifax America/Martinique America/Moncton America/Thule Atlantic/Bermuda Canada/Atlantic
DCDT-300*60 CST-360|America/Belize America/Chicago America/Costa_Rica America/El_Salvador America/Guatemala America/Indiana/Knox ~America/Knox_IN America/Managua America/Matamoros America/Menominee America/Merida America/Mexico_City America/Monterrey America/Rankin_Inlet America/Resolute America/Tegucigalpa ~CST6CDT ~Mexico/General US/Central ~US/Indiana-Starke
D-03-180*60 -04-240|America/Boa_Vista America/Campo_Grande America/Cuiaba America/Manaus America/Porto_Velho ~Brazil/West
D-04-240*60 -05-300|America/Bogota America/Guayaquil America/Lima
DMDT-360*60 MST-420|America/Boise America/Denver America/Hermosillo America/Mazatlan ~America/Shiprock ~MST7MDT ~Mexico/BajaSur ~Navajo US/Mountain
DEST-300 MDT-360*60 MST-420|America/Cambridge_Bay
DEDT-240*60 CST-360 EST-300|America/Cancun
D-0430-270 -04-240|America/Caracas
D-03-180|America/Cayenne
DCDT-300*60 MST-420 CST-360|America/Chihuahua
DCDT-300*60 MDT-360*60 MST-420|America/Ciudad_Juarez
DMST-420|America/Creston America/Phoenix ~MST US/Arizona
D-02-120*60 -03-180 GMT+0|America/Danmarkshavn
DPST-480 MST-420 YST-540|America/Dawson
DPST-480 MST-420|America/Dawson_Creek America/Fort_Nelson America/Vancouver America/Whitehorse Canada/Pacific ~Canada/Yukon
DEDT-240*60 EST-300|America/Detroit ~America/Fort_Wayne America/Grand_Turk America/Indiana/Indianapolis America/Indiana/Marengo America/Indiana/Vevay ~America/Indianapolis America/Jamaica America/Kentucky/Louisville ~America/Louisville ~America/Montreal America/Nassau America/New_York ~America/Nipigon America/Port-au-Prince ~America/Thunder_Bay America/Toronto Canada/Eastern ~EST5EDT ~Jamaica ~US/East-Indiana US/Eastern ~US/Michigan
DMST-420 CST-360|America/Edmonton ~America/Yellowknife Canada/Mountain
D-04-240 -05-300|America/Eirunepe ~America/Porto_Acre America/Rio_Branco ~Brazil/Acre
DPDT-420*60 PST-480|~America/Ensenada America/Los_Angeles ~America/Santa_Isabel America/Tijuana ~Mexico/BajaNorte ~PST8PDT US/Pacific
D-03-180 -01-60*60 -02-120|~America/Godthab America/Nuuk
DADDT-120*120 ADT-180*60 AST-240|America/Goose_Bay
D-03-180 -04-240 -0345-225|America/Guyana
DCDT-240*60 CST-300|America/Havana ~Cuba
DCST-360 EDT-240*60 EST-300|America/Indiana/Petersburg America/Indiana/Vincennes America/Indiana/Winamac America/Iqaluit America/Kentucky/Monticello ~America/Pangnirtung
DEDT-240*60 CDT-300*60 CST-360|America/Indiana/Tell_City
DPST-480 MST-420 CST-360|America/Inuvik
DPDT-420*60 AKDT-480*60 AKST-540|America/Juneau America/Metlakatla America/Sitka
D-04-240|America/La_Paz
D-02-120*60 -03-180 AST-240|America/Miquelon
D-0130-90*90 -0230-150*30 -02-120*60 -03-180|America/Montevideo
DBST-660 BDT-600*60 AKDT-480*60 AKST-540|America/Nome
D-01-60*60 -02-120|America/Noronha ~Brazil/DeNoronha
D-03-180 -0330-210|America/Paramaribo
DCST-360 EST-300|~America/Rainy_River America/Winnipeg Canada/Central
DCST-360|America/Regina ~Canada/Saskatchewan
D-04-240 -03-180*60|America/Santiago ~Chile/Continental
D-0430-270*30 EST-300 AST-240|America/Santo_Domingo
D+00+0*60 -01-60*60 -02-120|America/Scoresbysund
DNDDT-90*120 NDT-150*60 NST-210|America/St_Johns Canada/Newfoundland
DCST-360 MST-420|America/Swift_Current
DAKDT-480*60 AKST-540|America/Yakutat
D+11+660 +08+480|Antarctica/Casey
D+05+300 +07+420|Antarctica/Davis
D+10+600|Antarctica/DumontDUrville Pacific/Chuuk Pacific/Port_Moresby ~Pacific/Truk ~Pacific/Yap
DAEST+600 AEDT+660*60|Antarctica/Macquarie ~Australia/ACT ~Australia/Canberra ~Australia/Currie Australia/Hobart Australia/Melbourne ~Australia/NSW Australia/Sydney ~Australia/Tasmania ~Australia/Victoria
D+05+300 +06+360|Antarctica/Mawson
DNZST+720 NZDT+780*60|Antarctica/McMurdo ~Antarctica/South_Pole ~NZ Pacific/Auckland
D-03-180 -00+0|Antarctica/Rothera
D+03+180|Antarctica/Syowa Asia/Aden Asia/Kuwait Asia/Riyadh
D+02+120*120 +00+0|Antarctica/Troll
D-00+0 +07+420 +05+300|Antarctica/Vostok
D+07+420*60 +06+360 +05+300|Asia/Almaty
DEET+120 +03+180|Asia/Amman Asia/Damascus
D+14+840*60 +13+780*60 +11+660 +12+720|Asia/Anadyr
D+06+360*60 +04+240 +05+300|Asia/Aqtau Asia/Ashgabat ~Asia/Ashkhabad Asia/Atyrau Asia/Oral
D+04+240 +06+360*60 +05+300|Asia/Aqtobe
D+04+240*60 +03+180|Asia/Baghdad
D+03+180 +04+240|Asia/Bahrain Asia/Qatar
D+03+180 +05+300*60 +04+240|Asia/Baku Asia/Yerevan
D+07+420|Asia/Bangkok Asia/Phnom_Penh Asia/Vientiane Indian/Christmas
D+08+480*60 +06+360 +07+420|Asia/Barnaul Asia/Novokuznetsk Asia/Novosibirsk Asia/Tomsk
D+07+420*60 +05+300 +06+360|Asia/Bishkek
D+08+480|Asia/Brunei Asia/Kuching
DIST+330|~Asia/Calcutta Asia/Kolkata
D+10+600 +08+480 +09+540|Asia/Chita
D+09+540*60 +08+480 +07+420|~Asia/Choibalsan Asia/Ulaanbaatar ~Asia/Ulan_Bator
DCDT+540*60 CST+480|~Asia/Chongqing ~Asia/Chungking ~Asia/Harbin ~Asia/Macao Asia/Macau Asia/Shanghai Asia/Taipei ~PRC ~ROC
D+0630+390 +06+360 +0530+330|Asia/Colombo
D+07+420*60 +06+360|~Asia/Dacca Asia/Dhaka
D+08+480 +09+540|Asia/Dili
D+04+240|Asia/Dubai Asia/Muscat Indian/Mahe Indian/Reunion
D+07+420*60 +06+360*60 +05+300|Asia/Dushanbe Asia/Tashkent
D+07+420 +08+480|Asia/Ho_Chi_Minh ~Asia/Saigon
DHKST+540*60 HKT+480|Asia/Hong_Kong ~Hongkong
D+08+480*60 +07+420 +06+360|Asia/Hovd
D+07+420 +09+540 +08+480|Asia/Irkutsk
D+04+240*60 EET+120 +03+180|~Asia/Istanbul Europe/Istanbul ~Turkey
DWIB+420|Asia/Jakarta
DWIT+540|Asia/Jayapura
DIDT+180*60 IST+120|Asia/Jerusalem ~Asia/Tel_Aviv ~Israel
D+0430+270|Asia/Kabul
D+13+780*60 +11+660 +12+720|Asia/Kamchatka
DPKST+360*60 PKT+300|Asia/Karachi
D+06+360|~Asia/Kashgar Asia/Urumqi
D+0545+345 +0530+330|Asia/Kathmandu ~Asia/Katmandu
D+08+480 +11+660 +10+600 +09+540|Asia/Khandyga
D+06+360 +08+480 +07+420|Asia/Krasnoyarsk
D+08+480 +0730+450|Asia/Kuala_Lumpur Asia/Singapore ~Singapore
D+12+720 +10+600 +11+660|Asia/Magadan
DWITA+480|Asia/Makassar ~Asia/Ujung_Pandang
DPDT+540*60 PST+480|Asia/Manila
D+05+300 +07+420 +06+360|Asia/Omsk
DWIB+420 WITA+480|Asia/Pontianak
DKST+510 KST+540|Asia/Pyongyang
D+04+240 +06+360 +05+300|Asia/Qostanay Asia/Yekaterinburg
D+06+360 +05+300|Asia/Qyzylorda Indian/Chagos
D+0630+390|~Asia/Rangoon Asia/Yangon Indian/Cocos
D+12+720*60 +10+600 +11+660|Asia/Sakhalin
D+06+360*60 +05+300|Asia/Samarkand
DKDT+600*60 KST+540|Asia/Seoul ~ROK
D+10+600 +12+720 +11+660|Asia/Srednekolymsk
D+05+300*60 +03+180 +04+240|Asia/Tbilisi Europe/Astrakhan Europe/Samara Europe/Saratov
D+05+300*60 +04+240 +0430+270*60 +0330+210|Asia/Tehran ~Iran
D+06+360 +0530+330|~Asia/Thimbu Asia/Thimphu
DJST+540|Asia/Tokyo ~Japan
D+12+720 +11+660 +10+600 +09+540|Asia/Ust-Nera
D+09+540 +11+660 +10+600|Asia/Vladivostok
D+08+480 +10+600 +09+540|Asia/Yakutsk
DWEST+60*60 +00+0*60 -01-60|Atlantic/Azores
DWEST+60*60 WET+0|Atlantic/Canary ~Atlantic/Faeroe Atlantic/Faroe Atlantic/Madeira
D-01-60 -02-120|Atlantic/Cape_Verde
D-02-120|Atlantic/South_Georgia
DACST+570 ACDT+630*60|Australia/Adelaide Australia/Broken_Hill ~Australia/South ~Australia/Yancowinna
DAEDT+660*60 AEST+600|Australia/Brisbane Australia/Lindeman ~Australia/Queensland
DACST+570|Australia/Darwin ~Australia/North
D+0945+585*60 +0845+525|Australia/Eucla
D+1130+690*60 +1030+630 +11+660*30 AEST+600|~Australia/LHI Australia/Lord_Howe
DAWDT+540*60 AWST+480|Australia/Perth ~Australia/West
D-07-420 -06-360 -05-300*60|~Chile/EasterIsland Pacific/Easter
DIST+60 GMT+0*-60|~Eire Europe/Dublin
SGMT+0|~Etc/GMT ~Etc/GMT+0 ~Etc/GMT-0 ~Etc/GMT0 ~Etc/Greenwich GMT ~GMT+0 ~GMT-0 ~GMT0 ~Greenwich
S-01-60|~Etc/GMT+1
S-10-600|~Etc/GMT+10
S-11-660|~Etc/GMT+11
S-12-720|~Etc/GMT+12
S-02-120|~Etc/GMT+2
S-03-180|~Etc/GMT+3
S-04-240|~Etc/GMT+4
S-05-300|~Etc/GMT+5
S-06-360|~Etc/GMT+6
S-07-420|~Etc/GMT+7
S-08-480|~Etc/GMT+8
S-09-540|~Etc/GMT+9
S+01+60|~Etc/GMT-1
S+10+600|~Etc/GMT-10
S+11+660|~Etc/GMT-11
S+12+720|~Etc/GMT-12
S+13+780|~Etc/GMT-13
S+14+840|~Etc/GMT-14
S+02+120|~Etc/GMT-2
S+03+180|~Etc/GMT-3
S+04+240|~Etc/GMT-4
S+05+300|~Etc/GMT-5
S+06+360|~Etc/GMT-6
S+07+420|~Etc/GMT-7
S+08+480|~Etc/GMT-8
S+09+540|~Etc/GMT-9
SUTC+0|~Etc/UCT ~Etc/UTC ~Etc/Universal ~Etc/Zulu ~UCT UTC ~Universal ~Zulu
DBST+60*60 GMT+0|~Europe/Belfast Europe/Guernsey Europe/Isle_of_Man Europe/Jersey Europe/London ~GB ~GB-Eire
DMSD+240*60 EEST+180*60 EET+120|Europe/Chisinau ~Europe/Kiev Europe/Kyiv Europe/Riga Europe/Tallinn ~Europe/Tiraspol ~Europe/Uzhgorod ~Europe/Zaporozhye
DMSD+240*60 +03+180 EET+120|Europe/Kaliningrad
D+05+300*60 MSK+240 MSK+180|Europe/Kirov
DCEST+120*60 WEST+60*60 WET+0|Europe/Lisbon ~Portugal ~WET
DMSD+240*60 EET+120 +03+180|Europe/Minsk
DEET+120 MSK+240 MSK+180|Europe/Moscow Europe/Simferopol ~W-SU
D+05+300*60 +02+120 +03+180 +04+240|Europe/Ulyanovsk
DMSD+240*60 CET+60 EEST+180*60 EET+120|Europe/Vilnius
D+05+300*60 +04+240 MSK+180|Europe/Volgograd
DHST-600|~HST Pacific/Honolulu ~Pacific/Johnston US/Hawaii
D+05+300|Indian/Kerguelen Indian/Maldives
D+05+300*60 +04+240|Indian/Mauritius
D+12+720 -12-720|~Kwajalein Pacific/Kwajalein
D+1245+765 +1345+825*60|~NZ-CHAT Pacific/Chatham
D-11-660 -10-600*60 +14+840*60 +13+780|Pacific/Apia
D+11+660 +10+600|Pacific/Bougainville
D+12+720*60 +11+660|Pacific/Efate Pacific/Noumea
D-11-660 +13+780 -12-720|~Pacific/Enderbury Pacific/Kanton
D+13+780 -11-660|Pacific/Fakaofo
D+13+780*60 +12+720|Pacific/Fiji
D+12+720|Pacific/Funafuti Pacific/Majuro Pacific/Tarawa Pacific/Wake Pacific/Wallis
D-05-300*60 -06-360|Pacific/Galapagos
D-09-540|Pacific/Gambier
D+11+660|Pacific/Guadalcanal Pacific/Pohnpei ~Pacific/Ponape
DGDT+660*60 ChST+600|Pacific/Guam Pacific/Saipan
D-10-600 +14+840 -1040-640|Pacific/Kiritimati
D+11+660 +12+720|Pacific/Kosrae
D-0930-570|Pacific/Marquesas
DSST-660|Pacific/Midway Pacific/Pago_Pago ~Pacific/Samoa ~US/Samoa
D+12+720 +1130+690|Pacific/Nauru
D-11-660|Pacific/Niue
D+1230+750*60 +1130+690 +11+660 +12+720*60|Pacific/Norfolk
D+09+540|Pacific/Palau
D-08-480 -0830-510|Pacific/Pitcairn
D-0930-570*30 -10-600 -1030-630|Pacific/Rarotonga
D-10-600|Pacific/Tahiti
D+14+840*60 +13+780|Pacific/Tongatapu
`;
