using CallSummary.Portal.Pages;

namespace CallSummary.Portal.Operations;

/// <summary>A queue of the broker, as its management API tells of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Ready">Messages that nobody has taken yet.</param>
/// <param name="Unacknowledged">Messages that somebody works on.</param>
/// <param name="Consumers">How many read it; null while the broker does not know (a new queue, or statistics switched off).</param>
internal sealed record BrokerQueue(string Name, long Ready, long Unacknowledged, int? Consumers)
{
    /// <summary>More than this that nobody has taken is a backlog.</summary>
    internal const int Backlog = 100;

    /// <summary>What MassTransit and the broker set aside, with nobody to read it.</summary>
    public bool IsSetAside => Name.EndsWith("_error", StringComparison.Ordinal) || Name.EndsWith("_dead", StringComparison.Ordinal) || Name.EndsWith("_skipped", StringComparison.Ordinal);

    /// <summary>Nothing to look at: set aside, and empty.</summary>
    public bool IsIdle => IsSetAside && Ready == 0;

    /// <summary>What an engineer should do, or null when it is well.</summary>
    public Said? Advice => this switch
    {
        { IsSetAside: true, Ready: > 0 } => new Said(
            "These failed after every retry. Find the reason in the log of the host that reads this queue, mend it, and move them back to the queue without this ending. The work itself is found again from the database.",
            "모든 재시도 후 실패한 메시지입니다. 이 대기열을 읽는 호스트의 로그에서 원인을 찾아 해결한 뒤, 접미사가 없는 원래 대기열로 옮기세요. 작업 자체는 데이터베이스에서 다시 찾습니다."),
        { IsSetAside: false, Consumers: 0 } => new Said(
            "Nobody reads it: start the host of this stage, or look at its log.",
            "읽는 호스트가 없습니다. 해당 단계의 호스트를 시작하거나 로그를 확인하세요."),
        { IsSetAside: false, Ready: > Backlog } => new Said(
            "More comes than is worked off: add hosts or workers of this stage.",
            "처리보다 유입이 많습니다. 해당 단계의 호스트나 작업자를 늘리세요."),
        _ => null,
    };
}
