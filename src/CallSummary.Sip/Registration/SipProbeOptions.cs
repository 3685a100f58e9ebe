using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Registration;

/// <summary>Whom to ask by OPTIONS whether it lives (RFC 3261, 11), and how often.</summary>
public sealed record SipProbeOptions
{
    public required SipUri Target { get; init; }

    /// <summary>From one question to the next. 1 s to a day.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long an answer may take. 100 ms to 32 s.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Questions without a good answer until the target counts as down. 1 to 100.</summary>
    public int FailuresUntilDown { get; init; } = 2;

    /// <summary>Outbound proxy; empty: straight to the target.</summary>
    public IReadOnlyList<SipUri> Route { get; init; } = [];

    /// <summary>The transport. Null: as URI and DNS say.</summary>
    public SipProtocol? Protocol { get; init; }
}
