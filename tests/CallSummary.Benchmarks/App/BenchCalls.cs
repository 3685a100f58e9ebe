using CallSummary.Contracts;
using CallSummary.Storage.Calls;
using CallSummary.Storage.Search;

namespace CallSummary.Benchmarks.App;

/// <summary>Calls of subscribers, with talk of about two minutes in Korean or English.</summary>
internal static class BenchCalls
{
    private static readonly string[] Korean =
    [
        "안녕하세요 고객님", "다음 주 수요일 오후 세 시로 예약을 옮기고 싶어요", "네 확인해 드릴게요", "택배가 아직 안 왔는데요", "배송은 내일 도착할 예정입니다", "병원 진료 예약 때문에 전화드렸습니다",
        "인터넷 요금이 왜 이렇게 많이 나왔나요", "계좌 번호를 다시 불러 주시겠어요", "회의 자료는 메일로 보내 드렸습니다", "주말에 가족 모임이 있어서요", "보험 서류를 준비해 주세요", "네 알겠습니다 감사합니다",
    ];

    private static readonly string[] English =
    [
        "Hello, how can I help you", "I would like to move my appointment to Friday at two", "Let me check that for you", "The parcel has not arrived yet", "It will be delivered tomorrow morning",
        "The connection is slow since Monday", "Please read me the account number again", "The report is in your mailbox", "See you at the meeting then", "Thank you very much",
    ];

    public static Call Call(string subscriber, int number, Random random)
    {
        var started = DateTimeOffset.UnixEpoch.AddYears(56).AddMinutes(number * 47);
        return new Call
        {
            Id = Guid.CreateVersion7(started),
            TenantId = BenchPortal.Tenant,
            CallerNumber = subscriber,
            CalleeNumber = $"+8210{random.Next(10_000_000, 99_999_999)}",
            CallerIsSubscriber = true,
            CalleeIsSubscriber = false,
            StartedAt = started,
            TimeZone = "Asia/Seoul",
            State = CallState.Summarized,
            Consent = ConsentState.Granted,
            EndedAt = started.AddMinutes(2),
            Duration = TimeSpan.FromMinutes(2),
            Termination = CallTermination.CallerHungUp,
            CallerUtterances = 15,
            CalleeUtterances = 15,
            Version = Guid.CreateVersion7(started),
        };
    }

    public static CallIndexEntry Entry(Call call, int number, Random random)
    {
        var lines = number % 3 == 0 ? English : Korean;
        var said = string.Join('\n', Enumerable.Range(0, 30).Select(_ => lines[random.Next(lines.Length)]).Append($"접수번호 {number * 7919 % 1_000_000:000000}"));
        var text = string.Join('\n', said.Split('\n').Select(SearchText.Fold));
        return new CallIndexEntry
        {
            CallId = call.Id,
            Leg = Leg.Caller,
            TenantId = call.TenantId,
            SubscriberNumber = call.CallerNumber,
            StartedAt = call.StartedAt,
            Title = lines[number % lines.Length],
            Summary = string.Join(". ", lines.Take(3)),
            Risk = number % 97 == 0 ? "suspicious" : "none",
            OpenActionItems = number % 5 == 0 ? 1 : 0,
            Read = number % 11 != 0,
            Text = text,
            Grams = SearchText.Grams(text),
            IndexedAt = call.StartedAt,
        };
    }
}
