using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip;

/// <summary>A call that we make.</summary>
public sealed class OutgoingInvite
{
    /// <summary>The Request-URI; also the To unless that is set.</summary>
    public required SipUri Target { get; init; }

    /// <summary>The caller. Null: our contact. A tag is added.</summary>
    public NameAddress? From { get; init; }

    /// <summary>The callee as the caller named it. Null: the target.</summary>
    public NameAddress? To { get; init; }

    /// <summary>Our offer. Null sends no offer: the peer offers in its 200 and <see cref="AnswerOffer"/> makes the answer for the ACK.</summary>
    public SdpDescription? Sdp { get; init; }

    /// <summary>Answers the offer in a 200 when <see cref="Sdp"/> is null; null from it ends the call with BYE. Must not block.</summary>
    public Func<SdpDescription, SdpDescription?>? AnswerOffer { get; init; }

    /// <summary>Answers 401 and 407, here and in the session's own requests later. Null: a challenge is a rejection.</summary>
    public SipCredentials? Credentials { get; init; }

    /// <summary>Further headers. Those that the stack sets itself (Via, From, To, Call-ID, CSeq, Contact, Max-Forwards ...) are ignored.</summary>
    public SipHeaders Headers { get; init; } = new();

    /// <summary>Preloaded route: the first is the outbound proxy. Empty: straight to the target.</summary>
    public IReadOnlyList<SipUri> Route { get; init; } = [];

    /// <summary>The transport to use. Null: as the next hop's URI says, else UDP.</summary>
    public SipProtocol? Protocol { get; init; }

    /// <summary>
    /// How long a server of the target may be silent before the next one is tried, or the call fails with a timeout when it was the last.
    /// 100 ms to 32 s; null: 64 T1.
    /// </summary>
    public TimeSpan? FirstResponseTimeout { get; init; }

    /// <summary>The user part of our Contact; null: <see cref="SipStackOptions.ContactUser"/>.</summary>
    public string? ContactUser { get; init; }

    /// <summary>The Call-ID; null: a fresh one.</summary>
    public string? SipCallId { get; init; }

    /// <summary>Max-Forwards, 1 to 255: a B2BUA passes on one less than it got.</summary>
    public int MaxForwards { get; init; } = 70;

    /// <summary>Handles requests inside the session.</summary>
    public ISipSessionHandler? SessionHandler { get; init; }
}
