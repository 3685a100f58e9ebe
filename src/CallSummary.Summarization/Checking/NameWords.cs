using System.Collections.Frozen;

namespace CallSummary.Summarization.Checking;

/// <summary>Word lists by which <see cref="NameReader"/> tells names from other words.</summary>
internal static class NameWords
{
    // Syllables of common Korean full names. Those that also end everyday nouns (자, 기, 식, 성 …) are left out: a missed name costs less than a wrong drop.
    public const string Surnames = "김이박최정강조윤장임한오서신권황안송류유홍전고문양손배백허남심노하곽차우민";
    public const string FirstSyllables = "민지서준도하예수은현주유재승성영동태시우정혜미상진세윤경나다호선채건병창광희보아연원효찬슬가";
    public const string LastSyllables = "민수은호진늘연현지훈래영준우서아윤원희경미숙철석환혁빈린율주선섭규혜란순옥";

    public static readonly FrozenSet<string> Roles = Set(
        "과장 대리 부장 팀장 차장 사원 사장 대표 이사 실장 원장 교수 선생 기자 변호사 의사 박사 간호사 주임 계장 국장 소장 점장 고객님 씨 님");

    public static readonly FrozenSet<string> Organisations = Set(
        "치과 의원 병원 한의원 약국 택배 피자 국수 식당 치킨 카페 커피 인터넷 통신 텔레콤 여행사 자동차 디자인 은행 카드 보험 증권 캐피탈 학교 대학교 학원 회사 호텔 마트 검찰청 경찰서 법원 감독원 우체국 고객센터 물류 전자 건설");

    // Words that stand before roles and organisations and name nobody.
    public static readonly FrozenSet<string> NotKoreanNames = Set(
        "고객 선생 손님 기사 사장 부모 어머 아버 상담 상담사 담당 담당자 환자 회원 교수 의사 간호사 원장 과장 대리 팀장 부장 대표 해당 상대 상대방 새로 우리 다른 가까운 근처 여러 모든 어떤 같은 "
        + "신용 체크 무선 유선 초고속 종합 동네 대형 자기 자사 본인 귀하 택배 고장 한정식 안정성 정수기 예약 방문 중고 렌터 화재 생명 실손 건강 온라인 초등 중등 고등 국내 해외 저렴한 구내 직원 점심 저녁 아침");

    public static readonly FrozenSet<string> NeverNames = Set(
        "I I'm I'll I've I'd AM PM Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December OK TV");

    /// <summary>Words with which sentences begin, and which titles hold, without naming anybody.</summary>
    public static readonly FrozenSet<string> CommonEnglish = Resource("common-english-words.txt").ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    private static FrozenSet<string> Set(string words) => words.Split(' ', StringSplitOptions.RemoveEmptyEntries).ToFrozenSet(StringComparer.Ordinal);

    private static string[] Resource(string name)
    {
        using var reader = new StreamReader(typeof(NameWords).Assembly.GetManifestResourceStream(name)!);
        return reader.ReadToEnd().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
    }
}
