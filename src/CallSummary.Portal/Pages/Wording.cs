using System.Globalization;
using CallSummary.Contracts;
using CallSummary.Portal.App;

namespace CallSummary.Portal.Pages;

/// <summary>Times, lengths and numbers as people of the language write them.</summary>
internal sealed record Wording(Display Display)
{
    private static readonly string[] DaysKo = ["일", "월", "화", "수", "목", "금", "토"];
    private static readonly string[] DaysEn = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
    private static readonly string[] Months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

    public string Day(DateTimeOffset at, DateTimeOffset now)
    {
        var days = (now.ToOffset(at.Offset).Date - at.Date).Days;
        var date = Display.Text(
            $"{DaysEn[(int)at.DayOfWeek]} {at.Day} {Months[at.Month - 1]}{(at.Year == now.Year ? "" : $" {at.Year}")}",
            $"{(at.Year == now.Year ? "" : $"{at.Year}년 ")}{at.Month}월 {at.Day}일 ({DaysKo[(int)at.DayOfWeek]})");
        return days switch
        {
            0 => Display.Text("Today", "오늘") + $" · {date}",
            1 => Display.Text("Yesterday", "어제") + $" · {date}",
            _ => date,
        };
    }

    public string Time(DateTimeOffset at)
    {
        var hour = at.Hour % 12 is 0 ? 12 : at.Hour % 12;
        var minute = at.Minute.ToString("00", CultureInfo.InvariantCulture);
        return Display.Text($"{hour}:{minute} {(at.Hour < 12 ? "AM" : "PM")}", $"{(at.Hour < 12 ? "오전" : "오후")} {hour}:{minute}");
    }

    /// <summary>A time of day to the tenth of a second, as logs have it.</summary>
    public static string Tenths(DateTimeOffset at) => at.ToString("HH:mm:ss.f", CultureInfo.InvariantCulture);

    public string Moment(DateTimeOffset at) => Display.Text(
        $"{at.Day} {Months[at.Month - 1]} {at.Year}, {Time(at)}", $"{at.Year}년 {at.Month}월 {at.Day}일 {Time(at)}");

    public string Date(DateTimeOffset at) => Display.Text(
        $"{DaysEn[(int)at.DayOfWeek]} {at.Day} {Months[at.Month - 1]} {at.Year}", $"{at.Year}년 {at.Month}월 {at.Day}일 ({DaysKo[(int)at.DayOfWeek]})");

    public string Length(TimeSpan? length) => length is not { } time ? Display.Text("in progress", "통화 중") : time switch
    {
        { TotalMinutes: < 1 } => Display.Text($"{time.Seconds} s", $"{time.Seconds}초"),
        { TotalHours: < 1 } => Display.Text($"{time.Minutes} min {time.Seconds} s", $"{time.Minutes}분 {time.Seconds}초"),
        _ => Display.Text($"{(int)time.TotalHours} h {time.Minutes} min", $"{(int)time.TotalHours}시간 {time.Minutes}분"),
    };

    /// <summary>What a summary is, for who takes it away.</summary>
    public string WrittenBy(SummaryView summary) => summary.IsExtractive
        ? Display.Text("Excerpts, no AI summary", "발췌 요약 (AI 미사용)")
        : Display.Text("Written by AI, may be wrong", "AI가 작성했으며 틀릴 수 있습니다");

    /// <summary>A stretch that was not recorded.</summary>
    public string Pause(RecordingPause pause)
    {
        var from = Clock(pause.Start.TotalSeconds);
        return pause.End is { } end
            ? Display.Text($"The recording was paused from {from} to {Clock(end.TotalSeconds)}: nothing of that time is kept.", $"{from}부터 {Clock(end.TotalSeconds)}까지 녹음이 일시 중지되어 내용이 없습니다.")
            : Display.Text($"The recording was paused from {from} on: nothing of what follows is kept.", $"{from}부터 녹음이 일시 중지되어 이후 내용이 없습니다.");
    }

    /// <summary>A place in a recording: 1:05.</summary>
    public static string Clock(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60}:{(int)seconds % 60:00}");

    /// <summary>A Korean number as it is dialled at home; any other as it is.</summary>
    public static string Number(string number) => number switch
    {
        ['+', '8', '2', '2', .. var rest] when rest.Length is 7 or 8 => $"02-{rest[..^4]}-{rest[^4..]}",
        ['+', '8', '2', .. var rest] when rest.Length is 9 or 10 => $"0{rest[..2]}-{rest[2..^4]}-{rest[^4..]}",
        "" => "—",
        _ => number,
    };

    /// <summary>The time in the zone where the call was; UTC when this machine does not know the zone.</summary>
    public static DateTimeOffset At(DateTimeOffset time, string zone) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTime(time, found) : time.ToUniversalTime();

    /// <summary>The time in this machine's zone, for what belongs to no call.</summary>
    public static DateTimeOffset Here(DateTimeOffset time) => TimeZoneInfo.ConvertTime(time, TimeZoneInfo.Local);

    public string Risk(string level) => level switch
    {
        "dangerous" => Display.Text("Danger", "위험"),
        "suspicious" => Display.Text("Suspicious", "의심"),
        _ => string.Empty,
    };

    public string Fact(string kind) => kind switch
    {
        "phone" => Display.Text("Phone", "전화번호"),
        "account" => Display.Text("Account", "계좌번호"),
        "amount" => Display.Text("Amount", "금액"),
        "code" => Display.Text("Code", "번호·코드"),
        "address" => Display.Text("Address", "주소"),
        _ => Display.Text("Note", "기타"),
    };
}
