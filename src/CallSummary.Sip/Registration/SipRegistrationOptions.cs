using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Registration;

/// <summary>What to register where (RFC 3261, 10).</summary>
public sealed record SipRegistrationOptions
{
    /// <summary>The registrar's domain, for example <c>sip:carrier.example</c>: the Request-URI.</summary>
    public required SipUri Registrar { get; init; }

    /// <summary>The address of record, for example <c>sip:+8225550100@carrier.example</c>: From and To.</summary>
    public required SipUri Address { get; init; }

    /// <summary>Answers the registrar's challenge. Set its realm where it is known.</summary>
    public SipCredentials? Credentials { get; init; }

    /// <summary>How long to ask for; the registrar may grant less. 60 s to a day.</summary>
    public TimeSpan Expires { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Outbound proxy; empty: straight to the registrar.</summary>
    public IReadOnlyList<SipUri> Route { get; init; } = [];

    /// <summary>The transport. Null: as URI and DNS say.</summary>
    public SipProtocol? Protocol { get; init; }

    /// <summary>The user part of our Contact; null: the address's.</summary>
    public string? ContactUser { get; init; }
}
