namespace CallSummary.Transcription.Gates;

/// <summary>
/// What Whisper writes when it hears nothing: the farewells and credits of the videos it was trained on. Compared without case, spaces
/// and punctuation.
/// </summary>
internal static class InventedPhrases
{
    // Nobody says these on the telephone: an utterance that is nothing else is always dropped.
    private static readonly string[] Never =
    [
        "시청해주셔서감사합니다", "시청해주셔서고맙습니다", "지금까지시청해주셔서감사합니다", "영상시청해주셔서감사합니다", "끝까지시청해주셔서감사합니다", "오늘도시청해주셔서감사합니다",
        "구독과좋아요부탁드립니다", "구독과좋아요부탁드려요", "구독좋아요알림설정부탁드립니다", "구독과좋아요알림설정까지부탁드립니다", "구독부탁드립니다",
        "다음영상에서만나요", "다음영상에서뵙겠습니다", "다음시간에만나요", "다음시간에또만나요", "다음에또만나요", "이영상은유료광고를포함하고있습니다",
        "mbc뉴스김성현입니다", "mbc뉴스이덕영입니다", "mbc뉴스입니다", "kbs뉴스입니다", "sbs뉴스입니다", "ytn입니다", "뉴스스토리였습니다",
        "자막제공배달의민족", "한글자막제공", "한국어자막", "자막제작", "자막협찬", "아멘",
        "thankyouforwatching", "thanksforwatching", "thankyouforwatchingthisvideo", "thanksforwatchingthisvideo", "thankyousomuchforwatching", "thankyouverymuchforwatching",
        "pleasesubscribe", "pleasesubscribetomychannel", "dontforgettosubscribe", "likeandsubscribe", "pleaselikeandsubscribe", "seeyouinthenextvideo", "illseeyouinthenextvideo",
        "subtitlesbytheamaraorgcommunity", "subtitlesbyamaraorg", "transcriptionbycastingwords", "transcriptionbyeso", "captionsbygetty", "copyrightwdr2021",
    ];

    // An utterance that begins so is a credit line, whatever name follows.
    private static readonly string[] NeverBegins = ["자막제공", "자막제작", "한글자막by", "자막by", "번역자막", "subtitlesby", "captionsby", "transcriptionby", "translatedby"];

    // Said on every call, and invented on silence: dropped only when something else speaks against them too.
    private static readonly string[] Doubtful =
    [
        "감사합니다", "고맙습니다", "네", "예", "아", "음", "어", "안녕하세요", "안녕히계세요", "뉴스", "끝",
        "you", "thankyou", "thanks", "thankyouverymuch", "bye", "byebye", "okay", "ok", "so", "the", "oh", "um", "uh", "hmm", "yeah", "yes", "goodbye", "imsorry", "silence", "music", "applause",
    ];

    private static readonly HashSet<string> NeverSet = [.. Never];
    private static readonly HashSet<string> DoubtfulSet = [.. Doubtful];

    /// <summary>Whether the text is a phrase that nobody says on the telephone.</summary>
    public static bool IsNeverSaid(string text)
    {
        var plain = Plain(text);
        return NeverSet.Contains(plain) || NeverBegins.Any(b => plain.StartsWith(b, StringComparison.Ordinal));
    }

    /// <summary>Whether the text is a short phrase that is often invented and often said.</summary>
    public static bool IsDoubtful(string text) => DoubtfulSet.Contains(Plain(text));

    private static string Plain(string text) => string.Concat(text.ToLowerInvariant().Where(char.IsLetterOrDigit));
}
