"""Words that speak for or against a label being a person who talks, by language.

Every entry is compared in its `folded` form. Lists only move a score: a name that the front matter
or the register of speakers gives beats them all.
"""

from __future__ import annotations

import unicodedata
from typing import Final


def folded(text: str) -> str:
    """Return letters and digits only, in compatibility form and without case."""
    return "".join(char for char in unicodedata.normalize("NFKC", text).casefold() if char.isalnum())


def _words(text: str) -> frozenset[str]:
    return frozenset(folded(word) for word in text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(folded(phrase) for phrase in text.split("/"))


ROLES: Final = _phrases("""
interviewer/interviewee/host/cohost/co-host/guest/moderator/audience/audience member/narrator/speaker/presenter
/reporter/questioner/panelist/caller/participant/student/teacher/doctor/patient/editor/announcer/chair/operator
/unidentified speaker/unknown speaker/attendee/multiple speakers/speakers/announcer/all/judge/witness/question/answer
/主持人/主持/主播/嘉宾/来宾/记者/采访者/受访者/受访人/访谈者/访问者/采访人/被采访者/提问者/听众/观众/旁听者/讲述者/口述者/口述人/整理者
/主持人/記者/採訪者/受訪者/訪問者/嘉賓/來賓/聽眾/觀眾/提問者/学生/老师/老師/學生/编辑/編輯/小编/笔者/众人/全体/现场观众
/聞き手/聴き手/インタビュアー/インタビューア/司会/司会者/編集部/質問者/回答者/参加者/会場/一同/全員/ゲスト/ホスト/進行
/진행자/사회자/기자/인터뷰어/인터뷰이/게스트/호스트/질문자/답변자/청중/패널
/intervieweur/intervieweuse/journaliste/animateur/animatrice/invité/invitée/auditeur/modérateur/modératrice
/moderator/moderatorin/interviewerin/gast/reporterin/publikum/redaktion/zuschauer/fragesteller
/entrevistador/entrevistadora/entrevistado/entrevistada/periodista/presentador/presentadora/invitado/público
/intervistatore/intervistatrice/giornalista/ospite/conduttore/apresentador/convidado
""")

QUESTION_LABELS: Final = _phrases(
    "q/question/问/問/質問/문/질문/frage/f/pregunta/p/domanda/d/вопрос/提问/提問/q问"
)
ANSWER_LABELS: Final = _phrases(
    "a/answer/答/回答/답/답변/antwort/r/respuesta/risposta/réponse/reponse/ответ/解答/答复/答覆"
)

BREAKS: Final = _phrases("""
break/ad break/jingle/outro/intro music/music/sponsor/sponsors/sponsor break/interlude/pause/commercial break
/theme music/clip/audio clip/插播/广告/廣告/片头/片尾/片頭/音乐/音樂/中场休息/休息/cm/休憩/ジングル
""")

# Labels of notes, of records and of documents. Compared whole, then by their first and last word.
FIELDS: Final = _phrases("""
note/notes/tip/tips/warning/caution/important/hint/info/information/attention/disclaimer/update/updated/edit/edited
/example/examples/result/results/output/input/usage/syntax/default/defaults/type/types/name/title/date/time/location/place
/author/authors/source/sources/link/links/url/website/homepage/email/phone/address/contact/license/licence/version
/description/summary/abstract/conclusion/introduction/overview/background/motivation/context/details/detail
/problem/problems/solution/solutions/cause/causes/reason/reasons/fix/workaround/issue/issues/bug/bugs/feature/features
/pro/pros/con/cons/advantage/advantages/disadvantage/disadvantages/benefit/benefits/drawback/drawbacks/strength/strengths
/weakness/weaknesses/purpose/goal/goals/objective/objectives/scope/requirements/requirement/prerequisites/dependencies
/ingredients/ingredient/method/directions/instructions/instruction/preparation/serves/servings/yield/prep time/cook time
/total time/step/steps/option/options/parameter/parameters/argument/arguments/returns/return/raises/see also/related
/added/changed/deprecated/removed/fixed/security/breaking/breaking change/chore/feat/refactor/docs/tests/test
/hosts/guests/credits/transcript/transcript by/recorded/published/duration/length/episode/sponsors/music by/produced by
/attendees/present/absent/agenda/action/action item/action items/decision/decisions/minutes/topic/topics/todo/next steps
/price/cost/size/weight/color/colour/brand/model/os/cpu/ram/memory/disk/storage/processor/display/battery/camera
/status/priority/severity/impact/assignee/owner/team/role/tags/category/categories/keywords/language/languages
/before/after/first/second/third/finally/next/then/also/however/ps/p s/nb/tldr/tl dr/fyi/key/value/keys/values/where/when
/who/what/why/how/which/legal basis/lawful basis/additional information/application/launched/chorus/verse/bridge
/prompt/response/command/code/file/files/path/system/user/assistant/model response/expected/actual/given/formula
/definition/theorem/lemma/proof/remark/corollary/proposition/exercise/hints/level/difficulty/score/rating/verdict
/best for/good for/bad for/usar para/ejemplo/ejemplos/exemplo/exemplos/nota/aviso/resumen/equipo/fuente/título/fecha
/valor padrão/remarque/attention/exemple/source/hinweis/achtung/beispiel/quelle/tipp/zutaten/zubereitung/ergebnis
/注意/提示/说明/說明/备注/備註/注/註/注释/译注/譯註/译者注/编者注/编者按/按/警告/重要/小贴士/贴士/技巧/秘技/温馨提示/友情提示/补充/更新
/示例/例子/例/例如/比如/举例/结果/輸出/输出/输入/输出结果/示例输出/用法/语法/默认/默认值/类型/名称/标题/日期/时间/時間/地点/地點/地址
/作者/译者/校对/校對/来源/來源/出处/出處/链接/鏈接/原文/原文链接/网址/网站/官网/邮箱/电话/联系方式/许可/许可证/协议/版本/版本号
/描述/简介/簡介/摘要/总结/總結/小结/结论/結論/背景/动机/概述/详情/细节/问题/問題/解决/解决方案/解决办法/原因/修复/优点/優點/缺点/缺點
/长处/长处/短处/不足/优势/劣势/好处/坏处/用途/目的/目标/目標/范围/要求/前提/条件/依赖/材料/食材/原料/配料/调料/用料/做法/步骤/步驟/方法/操作
/烹饪时间/时长/份量/难度/口味/系统/系統/处理器/處理器/内存/記憶體/硬盘/显卡/屏幕/电池/价格/價格/尺寸/重量/颜色/品牌/型号/配置
/开发者/開發者/开发语言/语言/平台/主题/主題/议题/議題/议程/议题讨论/结论/参会/参会人/参会人员/与会者/缺席/记录/记录人/会议时间/会议主题/入会链接
/推荐人/推荐语/推荐/推荐理由/理由/关键词/标签/分类/状态/优先级/负责人/下一步/待办/进度/新增/改进/优化/移除/变更/额外信息/法律依据/电话呼入
/公式/定义/定理/证明/引理/推论/命题/思考/练习/答案/解析/题目/选项/正确答案/知识点/要点/重点/难点/亮点/特点/特性/功能/适用/适用人群/评分/评价
/配音/字幕/出品/监制/编辑部/时区/参数/返回值/返回/键/值/命令/代码/文件/路径/其一/其二/首先/其次/最后/第一/第二/第三/此外/另外
/注記/補足/備考/例題/結果/出力/入力/使い方/構文/既定値/種類/名前/題名/日付/場所/住所/著者/出典/参考/参照/概要/要約/まとめ/背景/目的/原因/解決策
/長所/短所/利点/欠点/材料/作り方/手順/分量/所要時間/価格/重さ/大きさ/対応/追加/変更/修正/削除/注意点/ポイント/補足説明/詳しい文脈/訳注/ヒント/会場/開催日/参加費
/주의/참고/예시/예/결과/출력/입력/사용법/재료/만드는 법/장점/단점/가격/날짜/시간/장소/출처/요약/목적/설명/비고/링크/작성자
""")

FIELD_STEMS: Final = _words("""
note notes tip step example figure fig table slide part chapter section day week option case question answer exercise
level phase stage round lesson task item point rule type kind version number no total estimated time cost name link id
list section info information details settings price date release url file value values output input
""")
FIELD_TAILS: Final = (
    "部分",
    "时间",
    "時間",
    "方法",
    "方式",
    "链接",
    "地址",
    "说明",
    "問題",
    "问题",
    "原因",
    "情况",
    "信息",
    "数据",
    "名称",
    "版本",
    "人数",
    "费用",
    "材料",
    "步骤",
    "阶段",
    "章节",
    "内容",
    "结果",
    "列表",
    "目标",
    "原则",
    "模式",
    "功能",
)
FIELD_HEADS: Final = (
    "第",
    "步骤",
    "图",
    "表",
    "例",
    "方法",
    "方案",
    "问题",
    "案例",
    "选项",
    "阶段",
    "原因",
    "注",
)

INTERVIEW: Final = (
    "interview", "in conversation", "conversation with", "oral history", "transcript", "podcast", "q&a with", "roundtable",
    "talks with", "a chat with", "ama", "spotlight on", "fireside", "panel discussion", "we spoke", "sat down with", "dialogue", "in dialogue",
    "访谈", "采访", "專訪", "专访", "訪談", "採訪", "口述", "对话", "對話", "对谈", "對談", "座谈", "圆桌", "访问", "实录", "聊聊", "聊了", "面对面", "群访", "播客",
    "対談", "インタビュー", "座談会", "鼎談", "聞き書き", "語る", "話を聞いた", "聞きました", "ポッドキャスト",
    "인터뷰", "대담", "좌담", "구술", "팟캐스트",
    "entretien", "interviewé", "entrevista", "conversación", "gespräch", "intervista", "colloquio", "интервью", "беседа", "diálogo", "dialogue",
)  # fmt: skip

QUESTIONS: Final = (
    "faq", "frequently asked", "q&a list", "interview questions", "interview question", "quiz", "exam", "common questions",
    "常见问题", "常見問題", "常见疑问", "面试题", "面試題", "题库", "问题集锦", "问答集", "试题", "习题", "よくある質問", "질문과 답", "자주 묻는", "preguntas frecuentes",
    "häufige fragen", "foire aux questions", "domande frequenti", "troubleshooting", "疑难解答", "故障排除", "help", "帮助",
)  # fmt: skip

SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄"
    "和穆萧尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸左石崔吉龚程邢裴陆荣翁荀羊甄"
    "曲家封芮储靳段富巫乌焦巴弓隗谷车侯全班仰仲伊宫宁仇栾暴甘厉祖武符刘景詹束龙叶幸司韶黎薄印宿白怀蒲邰从索赖卓蔺屠蒙池乔阴胥苍双闻党翟谭贡劳逄姬申扶堵冉宰雍桑桂牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习艾鱼容向古易"
    "慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄东欧沃利蔚越隆师巩聂晁勾敖融冷辛阚那简饶空曾沙养鞠须丰关查荆红游竺权盖益桓公肖覃付代展岳帅佟阳佘涂闫苟车"
    "趙錢孫吳鄭馮陳衛蔣韓楊許呂張嚴華謝鄒竇蘇魯韋馬鳳賀湯羅畢鄔樂顧黃蕭貝計談龐紀項閔賈婁顏鍾駱萬盧經應鄧單龔陸榮儲車寧厲劉葉龍賴喬聞黨譚勞連習關遊權蓋岳"
)

HONORIFICS: Final = (
    "先生", "女士", "小姐", "老师", "老師", "博士", "教授", "师傅", "師傅", "医生", "醫生", "总", "总监", "同学", "同學", "奶奶", "爷爷", "爺爺", "阿姨", "叔叔", "大爷", "大妈", "哥", "姐",
    "さん", "氏", "様", "君", "くん", "ちゃん", "先輩", "씨", "님", "선생", "교수", "박사",
)  # fmt: skip
OCCUPATIONS: Final = (
    "长", "長", "员", "員", "者", "师", "師", "家", "手", "人", "守", "生", "工", "匠", "主", "官", "兵", "民", "夫", "妇", "妻", "娘", "翁", "婆", "伯", "叔", "妈", "爸", "母", "父", "哥", "弟", "姐", "妹", "友", "侠", "掌柜", "老板", "店主", "村民", "子",
)  # fmt: skip

SAYING: Final = (
    "说", "說", "说道", "表示", "指出", "认为", "認為", "写道", "寫道", "称", "回答", "回答道", "问道", "問道", "告诉我", "补充道", "解释", "强调", "提到", "言",
    "と言う", "と言った", "曰く", "said", "says", "writes", "wrote", "asked", "asks", "replied", "adds", "added", "explains", "told me", "according to",
)  # fmt: skip

FIRST_PERSON: Final = frozenset(
    ["i", "i'm", "i've", "i'd", "i'll", "me", "my", "mine", "we", "we're", "we've", "us", "our", "you", "you're", "you've", "your", "yeah", "yes", "no", "well", "okay", "ok", "so", "oh", "hi", "hello", "thanks", "thank", "right", "sure", "je", "j'ai", "nous", "vous", "mon", "moi", "oui", "non", "ich", "wir", "sie", "mein", "ja", "nein", "also", "yo", "nosotros", "mi", "usted", "tú", "sí", "io", "noi"]
)
FIRST_PERSON_CJK: Final = (
    "我", "你", "您", "咱", "我们", "吗", "呢", "吧", "啊", "嗯", "哈", "对，", "是的", "谢谢",
    "私", "僕", "俺", "あなた", "です", "ます", "ね。", "よ。", "ですか", "そう", "저", "제가", "우리", "나는", "네,", "요.", "습니다", "까요",
)  # fmt: skip

FOOTERS: Final = (
    "via:", "via：", "原文：", "原文链接", "本文由", "译者：", "作者简介", "关于作者", "编辑：", "图片来源", "转载", "版权", "本文首发", "题图", "责任编辑",
    "this interview", "this conversation", "this transcript", "transcript by", "about the author", "photo by", "photos by", "listen to", "subscribe",
    "originally published", "first published", "image credit", "follow ", "read more", "interview by", "edited by", "translated by", "recorded ", "この記事", "（聞き手", "構成：", "文：", "撮影：",
)  # fmt: skip

# Given names that are rarely anything else: a single such word is most likely a person.
GIVEN_NAMES: Final = _words("""
aaron abby adam adriana ahmed aisha alan albert alejandro alex alexander alexandra alexis alice alicia alison allison
amal amanda amara amber amelia amina amir amy ana andrea andreas andrew andy angela anita ann anna anne annie anthony antonio anya arjun arthur
asha ashley ava barbara beatriz becca ben benjamin bernard beth bettina bill bob brandon brian bruce bruno camille
carl carla carlos carmen carol caroline catherine cathy cecilia charles charlie charlotte chen chloe chris christian christina christine
christopher claire clara claudia colin connor craig cynthia daisuke dan dana daniel daniela danielle danny dave david dean
deborah denise dennis derek diana diego divya dmitri donald donna doug douglas dylan eddie edith edna eduardo edward elena elias elif elisa elizabeth
ella ellen emily emma enrique eric erica erik erin esther ethan eva evan evelyn farah fatima felix fernando fiona florence
francesca francis francisco frank fred frederico gabriel gabriela gareth gary gavin george gerhard gina giulia giovanni gloria grace
graham greg gregory greta guillaume gus hana hannah hans harold harriet harry hassan heather heidi helen helena helga henri henry hiroshi hugo ian ibrahim igor ines ingrid
irene iris isaac isabel isabella ivan jack jackie jacob jacques jaime jake james jamie jan jane janet janice jason javier jay jean jeff jeffrey
jen jenna jennifer jenny jeremy jerod jerry jesse jess jessica jill jim jimmy joan joanna joe joel johanna john jon jonas jonathan jordan jorge
jose joseph josh joshua juan judith judy julia julian julie jun justin kai karen karin karl kat kate katherine kathleen kathy katie kay
keith kelly ken kenji kenneth kevin khalid kim kofi kristen kristin kurt kyle lara larry laura lauren lea leah lee lena leo leon leonard leonie liam lily linda
lisa liz lois lola lorenzo louis louise luca lucas lucia lucy luis luke lydia maciej maggie maia malik manuel marc marcel marco marcus margaret maria mariam
marie mark marta martha martin mary mateo matt matthew matthias maya meenu megan mei melissa mia michael michaela michel michelle miguel mike mikeal
min mina miriam mitch mohamed mohammed moira molly monica monika muriel nadia nancy naomi nasser natalie natasha nathan neil nick nicholas nicola nicolas nicole nikita nina noah nora norma nuria oliver
olivia olga omar oscar otto pablo paco pamela pat patricia patrick paul paula pavel pedro peggy penny pete peter petra phil philip philipp pierre priya rachel rafael
raj ralph ramon rashid raul ravi ray rebecca renata rhys ricardo richard rick rita rob robert roberto robin roger roland ron rosa rose ross roy rose ruth
ryan sabine sally sam samantha samir samira samuel sandra sanjay sara sarah scott sean sebastian sergio seth shannon sharon sheila silvia simon sofia sophia sophie
stan stefan stella stephan stephanie stephen steve steven stuart sue susan suzanne sven sylvia takashi tamara tanya tara tariq ted teresa terry theo theresa thomas tim timothy tina toby todd tom
tomas tony tracy trevor ursula uwe valentina valerie vanessa vera veronica victor victoria vincent violet viktor vivian vivek walter wanda wei wendy werner will william wolfgang xavier yan yasmin yolanda yuan yuki yusuf
yvonne zach zoe zara
""")


def is_wide(char: str) -> bool:
    """Tell whether a character is Chinese, Japanese or Korean, or punctuation as wide as they are."""
    return unicodedata.east_asian_width(char) in {"W", "F"}
