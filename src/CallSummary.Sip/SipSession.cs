using System.Net;
using CallSummary.Sip.Dialogs;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip;

/// <summary>An established call: one confirmed dialog. Members are safe to call from any thread.</summary>
public sealed class SipSession
{
    private readonly SessionDialog _dialog;

    internal SipSession(SessionDialog dialog) => _dialog = dialog;

    /// <summary>The SIP header Call-ID.</summary>
    public string SipCallId => _dialog.State.Id.CallId;

    public string LocalTag => _dialog.State.Id.LocalTag;

    public string RemoteTag => _dialog.State.Id.RemoteTag;

    /// <summary>Our party, with tag.</summary>
    public NameAddress LocalParty => _dialog.State.LocalParty;

    /// <summary>The peer's party, with tag.</summary>
    public NameAddress RemoteParty => _dialog.State.RemoteParty;

    /// <summary>Whether we made the call.</summary>
    public bool IsOutgoing => _dialog.State.IsCaller;

    /// <summary>Where the peer's last message came from.</summary>
    public IPEndPoint RemoteEndPoint => _dialog.State.Peer.EndPoint;

    public SipProtocol Protocol => _dialog.State.Peer.Protocol;

    /// <summary>Our description in force.</summary>
    public SdpDescription? LocalSdp => _dialog.LocalSdp;

    /// <summary>The peer's description in force. Null until <see cref="Confirmed"/> after an INVITE without offer, or when the peer sent none.</summary>
    public SdpDescription? RemoteSdp => _dialog.RemoteSdp;

    /// <summary>True when the ACK came (at once for a call that we made); false when the session ended before.</summary>
    public Task<bool> Confirmed => _dialog.Confirmed;

    /// <summary>Completes when the session ended. Never faults.</summary>
    public Task<SipSessionEnd> Ended => _dialog.Ended;

    /// <summary>Ends the session. <see cref="Ended"/> completes at once; the task when the peer answered or 64 T1 passed. Calling again is harmless.</summary>
    /// <param name="headers">Further headers of the BYE, for example Reason.</param>
    public Task ByeAsync(SipHeaders? headers = null) => _dialog.ByeAsync(headers, SipSessionEnd.LocalBye);

    /// <summary>Changes the session. 491 is retried as RFC 3261, 14.1 says, twice at most.</summary>
    /// <param name="offer">Our new description; <see cref="SdpOfferAnswer.CreateOffer"/> raises its version.</param>
    /// <param name="cancellationToken">Stops waiting: the transaction itself goes on.</param>
    public Task<ReinviteOutcome> ReinviteAsync(SdpDescription offer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(offer);
        return _dialog.ReinviteAsync(offer, cancellationToken);
    }

    /// <summary>Asks the peer for an offer with an INVITE without one, and answers it in the ACK.</summary>
    /// <param name="answer">Makes the answer; null from it, or a throw: what we are now answers. Must not block.</param>
    /// <param name="cancellationToken">Stops waiting: the transaction itself goes on.</param>
    public Task<ReinviteOutcome> ReinviteAsync(Func<SdpDescription, SdpDescription?> answer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(answer);
        return _dialog.ReinviteAsync(answer, cancellationToken);
    }

    /// <summary>Whether the peer said that it takes UPDATE.</summary>
    public bool PeerTakesUpdate => _dialog.State.PeerTakesUpdate;

    /// <summary>Changes the session by UPDATE (RFC 3311), where <see cref="PeerTakesUpdate"/>. 491 is retried.</summary>
    /// <param name="offer">Our new description.</param>
    /// <param name="cancellationToken">Stops waiting: the transaction itself goes on.</param>
    public Task<ReinviteOutcome> UpdateAsync(SdpDescription offer, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(offer);
        return _dialog.UpdateAsync(offer, cancellationToken);
    }

    /// <summary>The session's interval (RFC 4028): without a refresh it ends. Null when the peers agreed on none.</summary>
    public TimeSpan? ExpiresAfter => _dialog.Timer.Interval;

    /// <summary>Whether refreshing is ours to do; the stack does it.</summary>
    public bool IsRefresher => _dialog.Timer.IsRefresher;

    /// <summary>Asks the peer to call somebody else (RFC 3515), and waits for how that ended.</summary>
    /// <param name="target">Whom.</param>
    /// <param name="replaces">Attended transfer: our session with the target, which the peer's call shall replace (RFC 3891).</param>
    /// <param name="headers">Further headers, for example Referred-By.</param>
    /// <param name="progress">Gets the status of the peer's call as it reports it.</param>
    /// <param name="cancellationToken">Stops waiting.</param>
    public Task<SipReferOutcome> ReferAsync(
        SipUri target, SipSession? replaces = null, SipHeaders? headers = null, IProgress<int>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        return _dialog.Referrals.ReferAsync(target, replaces is null ? null : SipReplaces.Of(replaces), headers, progress, cancellationToken);
    }

    /// <summary>Where the peer's requests go: its Contact.</summary>
    public SipUri RemoteTarget => _dialog.State.RemoteTarget;

    /// <summary>Sends a request inside the dialog: INFO, REFER, NOTIFY, UPDATE ... (not INVITE, ACK, CANCEL or BYE).</summary>
    /// <param name="method">The method.</param>
    /// <param name="headers">Further headers, Content-Type included.</param>
    /// <param name="body">The body.</param>
    /// <param name="cancellationToken">Stops waiting: the transaction itself goes on.</param>
    public Task<SipRequestOutcome> SendAsync(
        string method, SipHeaders? headers = null, ReadOnlyMemory<byte> body = default, CancellationToken cancellationToken = default)
    {
        if (method is SipMethods.Invite or SipMethods.Ack or SipMethods.Cancel or SipMethods.Bye)
        {
            throw new ArgumentException($"{method} has its own member of SipSession.", nameof(method));
        }
        return _dialog.RequestAsync(method, headers, body, cancellationToken);
    }
}
