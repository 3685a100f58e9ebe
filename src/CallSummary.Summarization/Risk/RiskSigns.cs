using System.Text.RegularExpressions;

namespace CallSummary.Summarization.Risk;

/// <summary>
/// The signs of voice phishing in Korean and English. Each is a demand or a story that ordinary calls do not hold in these words; a word that
/// they do hold ("account", "password") is a sign only together with what is asked of it.
/// </summary>
internal static partial class RiskSigns
{
    public static IReadOnlyList<RiskSign> All { get; } =
    [
        new("authority", 1, false, Authority()),
        new("case", 2, false, Case()),
        new("safe_account", 4, true, SafeAccount()),
        new("transfer", 2, true, Transfer()),
        new("secret", 2, false, Secret()),
        new("credentials", 3, true, Credentials()),
        new("remote_control", 3, true, RemoteControl()),
        new("gift_card", 3, true, GiftCard()),
        new("cash", 3, true, Cash()),
        new("loan", 1, false, Loan()),
        new("loan_fee", 3, true, LoanFee()),
        new("kin", 2, false, Kin()),
        new("pressure", 1, false, Pressure()),
    ];

    /// <summary>The signs in a text, with the words.</summary>
    public static IReadOnlyList<(RiskSign Sign, string Phrase)> In(string text) =>
        [.. All.Select(sign => (sign, sign.Pattern.Match(text))).Where(pair => pair.Item2.Success).Select(pair => (pair.sign, pair.Item2.Value))];

    [GeneratedRegex(@"검찰|지검|수사관|금융 ?감독원|금감원|사이버 ?수사|경찰청|국세청|\bsocial security administration|\bIRS\b|\bfederal (?:agent|bureau|police)|\bofficer \w+ from|\bpolice office\b|\bfraud (?:team|department)|\b(?:technical|windows|microsoft) support|\bcustoms office", RegexOptions.IgnoreCase)]
    private static partial Regex Authority();

    [GeneratedRegex(@"범죄에|범죄와|명의 ?도용|대포 ?통장|구속 ?영장|체포 ?영장|자금 ?세탁|혐의를 벗|\bwarrant\b|\byour arrest\b|\b(?:drug|criminal|fraud) case\b|\bused in a crime|\bmoney laundering", RegexOptions.IgnoreCase)]
    private static partial Regex Case();

    [GeneratedRegex(@"(?:안전|국가|보호|보안) ?(?:안전 ?)?계좌|\b(?:safe|secure|protected) account", RegexOptions.IgnoreCase)]
    private static partial Regex SafeAccount();

    [GeneratedRegex(@"(?:예금|잔액|돈|만 ?원|천 ?원|통장).{0,20}(?:이체|옮기|인출|찾아).{0,6}(?:세요|셔야|십시오|합니다)|\b(?:move|transfer|wire) (?:everything|all your|your (?:money|savings))|\b(?:you )?must pay\b", RegexOptions.IgnoreCase)]
    private static partial Regex Transfer();

    [GeneratedRegex(@"(?:아무(?:에게|한테)도|누구(?:에게|한테)도|다른 사람(?:에게|한테)|가족(?:에게|한테)|(?:아빠|엄마)(?:에게|한테)는?|은행 ?직원(?:에게|한테)).{0,12}(?:말하지|알리지|얘기하지|말하면|알리면)|\b(?:don't|do not) tell (?:anyone|anybody|mom|dad|your|the bank|mum)|\bkeep (?:this|it) (?:a )?secret", RegexOptions.IgnoreCase)]
    private static partial Regex Secret();

    [GeneratedRegex(@"(?:계좌 ?비밀번호|비밀번호와|보안 ?카드|인증 ?번호|오티피|\bOTP\b|카드 번호(?! ?뒷)|주민(?:등록)? ?번호).{0,18}(?:말씀|알려|불러|입력|보내)|\b(?:read|tell|give|send) me (?:the|your) (?:\w+ ){0,3}(?:code|password|pin|card number)|\bsocial security number", RegexOptions.IgnoreCase)]
    private static partial Regex Credentials();

    [GeneratedRegex(@"원격 ?(?:제어|조종|지원)|팀뷰어|애니데스크|앱(?:을|를)? ?(?:하나 ?)?(?:설치|깔)|링크(?:를|을)? ?(?:눌러|누르|클릭)|\bany ?desk\b|\bteam ?viewer\b|\bfix it remotely|\bremote (?:access|control)|\binstall (?:the|this|an) app", RegexOptions.IgnoreCase)]
    private static partial Regex RemoteControl();

    [GeneratedRegex(@"(?:상품권|기프트 ?카드|구글 ?카드).{0,16}(?:사서|번호|핀|보내)|\bin gift cards?\b|\bgift cards?\b.{0,30}\b(?:code|number|read|send)|\bbitcoin\b", RegexOptions.IgnoreCase)]
    private static partial Regex GiftCard();

    [GeneratedRegex(@"현금(?:을|으로)? ?(?:찾아|뽑아|인출).{0,20}(?:세요|직원|전달|만나)|직원(?:이|에게|한테).{0,10}현금.{0,10}(?:전달|받으|가지러)|\bpick up the (?:cash|money)\b|\bfor (?:the )?bail\b", RegexOptions.IgnoreCase)]
    private static partial Regex Cash();

    [GeneratedRegex(@"(?:저금리|대환|정부 ?지원).{0,10}대출|\bpre-?approved loan|\blow interest loan", RegexOptions.IgnoreCase)]
    private static partial Regex Loan();

    [GeneratedRegex(@"(?:기존 ?대출|수수료|보증금|공탁금).{0,24}(?:직원|개인|저희).{0,8}계좌|\b(?:fee|deposit) (?:first|before)\b.{0,30}\bloan", RegexOptions.IgnoreCase)]
    private static partial Regex LoanFee();

    [GeneratedRegex(@"(?:엄마|아빠|할머니|할아버지|이모|삼촌).{0,6}나.{0,14}(?:폰|휴대폰|전화기|액정).{0,10}(?:고장|깨|잃어|망가)|\b(?:grandma|grandpa|mom|dad)\b.{0,60}\b(?:in jail|arrested)\b|\bI'm in jail\b", RegexOptions.IgnoreCase)]
    private static partial Regex Kin();

    [GeneratedRegex(@"시간이 없|지금 ?(?:당장|바로)|급하게|처벌(?:받|을)|불이익|끊지 ?(?:말|마)|\b(?:do not|don't) hang up|\bbe quick\b|\bor the police\b|\bwill be (?:stolen|arrested)|\bright now\b.{0,20}\bpay\b", RegexOptions.IgnoreCase)]
    private static partial Regex Pressure();
}
