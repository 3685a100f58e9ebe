using CallSummary.Summarization.Transcripts;

namespace CallSummary.Summarization.Extractive;

/// <summary>Names what takes place at a moment by a word of the transcript: the nearest one that names an event, or the line itself.</summary>
internal static class EventNames
{
    private const int Longest = 80;

    private static readonly string[] Korean =
        "예약 진료 검진 접종 예방접종 수술 회의 미팅 면접 계약 점검 공사 설치 수리 방문 배송 배달 도착 기차 버스 비행기 수업 학원 현장학습 상담 약속 생신 생일 결혼식 장례 점심 저녁 식사 만기 납부 송금 환불 교체 이사 공연 콘서트 경기 마감"
            .Split(' ');

    private static readonly string[] English =
        "appointment visit inspection viewing meeting interview delivery pickup dinner lunch party birthday wedding concert flight train bus practice class lesson scan surgery checkup booster haircut repair installation renewal deadline call training trip"
            .Split(' ');

    public static string Find(IReadOnlyList<TranscriptLine> lines, IReadOnlyList<int> evidence)
    {
        var cited = evidence.Select(number => lines[number - 1]).ToList();
        foreach (var line in cited.AsEnumerable().Reverse().Concat(lines.Take(evidence[0] - 1).Reverse()))
        {
            if (Named(line.Text) is { } name)
            {
                return name;
            }
        }

        return Shortening.At(cited[^1].Text, Longest);
    }

    private static string? Named(string text) =>
        Korean.Where(name => text.Contains(name, StringComparison.Ordinal)).MaxBy(name => name.Length)
        ?? English.FirstOrDefault(name => text.Contains(name, StringComparison.OrdinalIgnoreCase));
}
