using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip;

/// <summary>A request outside of a dialog: OPTIONS, REGISTER, MESSAGE ... (not INVITE, ACK or CANCEL).</summary>
public sealed class OutgoingRequest
{
    public required string Method { get; init; }

    /// <summary>The Request-URI; also the To unless that is set.</summary>
    public required SipUri Target { get; init; }

    /// <summary>Null: our contact.</summary>
    public NameAddress? From { get; init; }

    public NameAddress? To { get; init; }

    /// <summary>Further headers, Content-Type included. Those that the stack sets itself are ignored.</summary>
    public SipHeaders Headers { get; init; } = new();

    public ReadOnlyMemory<byte> Body { get; init; }

    public SipCredentials? Credentials { get; init; }

    public IReadOnlyList<SipUri> Route { get; init; } = [];

    /// <summary>The user part of our Contact; null: that of <see cref="From"/>, else <see cref="SipStackOptions.ContactUser"/>.</summary>
    public string? ContactUser { get; init; }

    public SipProtocol? Protocol { get; init; }

    /// <summary>Null: a fresh one.</summary>
    public string? SipCallId { get; init; }

    /// <summary>The CSeq number; 1 to 2^31 - 1. Registrations with one Call-ID must raise it.</summary>
    public uint CSeq { get; init; } = 1;
}
