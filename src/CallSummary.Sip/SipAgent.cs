using System.Collections.Concurrent;
using CallSummary.Sip.Dialogs;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Resolution;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transactions;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip;

/// <summary>The core of a user agent: requests to sessions and handlers, sessions to transactions.</summary>
internal sealed class SipAgent : IAsyncDisposable
{
    private static readonly TimeSpan s_goodbye = TimeSpan.FromSeconds(1);

    private readonly SipLocator _locator;
    private readonly CancellationTokenSource _stopping = new();

    public SipAgent(SipStackOptions options, ISipRequestHandler handler, TimeProvider time)
    {
        SipStackOptionsCheck.Check(options);
        Options = options;
        Time = time;
        var requests = new RequestDispatcher(this, handler);
        Transactions = new TransactionLayer(options, time, requests);
        Transports = new TransportLayer(options, Transactions, time);
        Messages = new MessageFactory(options, Transports);
        _locator = new SipLocator(options.Names ?? new SystemNameServer(), Transports.CanReach);
    }

    public SipStackOptions Options { get; }

    public TimeProvider Time { get; }

    public TransportLayer Transports { get; }

    public TransactionLayer Transactions { get; }

    public MessageFactory Messages { get; }

    public ConcurrentDictionary<DialogId, SessionDialog> Sessions { get; } = new();

    /// <summary>Calls without a final response yet.</summary>
    public ConcurrentDictionary<DialogId, InviteServer> Ringing { get; } = new();

    /// <summary>Calls of ours that ring somewhere, by early dialog.</summary>
    public ConcurrentDictionary<DialogId, EarlyDialog> Early { get; } = new();

    /// <summary>Fires when the stack stops: calls that we make are cancelled.</summary>
    public CancellationToken Stopping => _stopping.Token;

    public Task<InviteOutcome> InviteAsync(OutgoingInvite invite, IProgress<SipProvisional>? progress, CancellationToken cancellationToken) =>
        new InviteClient(this, invite, progress).RunAsync(cancellationToken);

    public Task<SipRequestOutcome> RequestAsync(OutgoingRequest outgoing, CancellationToken cancellationToken)
    {
        var sequence = outgoing.CSeq;
        var callId = outgoing.SipCallId ?? SipIds.CallId();
        var fromTag = SipIds.Tag();
        var contactUser = outgoing.ContactUser ?? outgoing.From?.Uri.User ?? Options.ContactUser;
        var sending = new RequestSending(outgoing.Protocol, ContactUser: outgoing.Method == SipMethods.Options ? null : contactUser);
        return new RequestClient(this).RunAsync(Make, sending, outgoing.Credentials).WaitAsync(cancellationToken);

        SipRequest Make(out SipUri nextHop)
        {
            nextHop = outgoing.Route.Count > 0 ? outgoing.Route[0] : outgoing.Target;
            var request = new SipRequest(outgoing.Method, outgoing.Target);
            foreach (var route in outgoing.Route) request.Headers.AddParsed(SipHeaderNames.Route, $"<{route}>");
            request.Headers.AddParsed(SipHeaderNames.MaxForwards, "70");
            var from = outgoing.From ?? new NameAddress(new SipUri(contactUser, Options.AdvertisedHost ?? "anonymous.invalid"));
            request.Headers.AddParsed(SipHeaderNames.From, from.WithTag(fromTag).ToString());
            request.Headers.AddParsed(SipHeaderNames.To, (outgoing.To ?? new NameAddress(outgoing.Target)).WithTag(null).ToString());
            request.Headers.AddParsed(SipHeaderNames.CallId, callId);
            request.Headers.AddParsed(SipHeaderNames.CSeq, new CSeq(sequence++, outgoing.Method).ToString());
            MessageFactory.CopyExtra(outgoing.Headers, request.Headers, allowContact: true);
            request.Body = outgoing.Body;
            return request;
        }
    }

    /// <summary>The ways to a next hop, best first; empty when there is none.</summary>
    public ValueTask<IReadOnlyList<SipTarget>> LocateAsync(SipUri nextHop, SipProtocol? protocol) => _locator.LocateAsync(nextHop, protocol);

    /// <summary>The ACK to a 2xx: a request of the dialog with the INVITE's number, outside of any transaction (RFC 3261, 13.2.2.4).</summary>
    public void SendAck(SessionDialog dialog, SipRequest invite, SdpDescription? answer)
    {
        var ack = dialog.NewRequest(SipMethods.Ack, out var nextHop, invite.CSeq.Number);
        foreach (var name in (ReadOnlySpan<string>)[SipHeaderNames.Authorization, SipHeaderNames.ProxyAuthorization])
        {
            if (invite.Headers[name] is { } credentials) ack.Headers.AddParsed(name, credentials);
        }
        SdpBody.Attach(ack, answer);
        if (dialog.ReusablePeer(nextHop) is { } reused)
        {
            Send(reused);
            return;
        }
        var locating = LocateAsync(nextHop, null);
        if (locating.IsCompletedSuccessfully) SendToFirst(locating.GetAwaiter().GetResult());
        else _ = SendLaterAsync();

        async Task SendLaterAsync() => SendToFirst(await locating.ConfigureAwait(false));

        void SendToFirst(IReadOnlyList<SipTarget> targets)
        {
            // Without one the peer repeats its 200, gives up and sends BYE.
            if (targets.Count > 0 && Transports.PeerOf(targets[0]) is { } peer) Send(peer);
        }

        void Send(SipPeer peer)
        {
            Messages.AddVia(ack, peer);
            Transactions.Trace(ack, null, peer, isSent: true);
            peer.TrySend(ack.ToBytes());
        }
    }

    public void Forget(InviteServer server) => Ringing.TryRemove(KeyValuePair.Create(server.Id, server));

    public void OnFault(Exception exception) => Options.HandlerFaulted?.Invoke(exception);

    public async ValueTask DisposeAsync()
    {
        if (_stopping.IsCancellationRequested) return;
        await _stopping.CancelAsync().ConfigureAwait(false);
        foreach (var ringing in Ringing.Values) ringing.Cancel(503);
        var goodbyes = Sessions.Values.Select(session => session.ByeAsync(null, SipSessionEnd.StackStopped)).ToList();
        if (goodbyes.Count > 0)
        {
            try
            {
                await Task.WhenAll(goodbyes).WaitAsync(s_goodbye, Time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // A peer that is gone does not hold up our own end.
            }
        }
        await Transports.DisposeAsync().ConfigureAwait(false);
        Transactions.FailAll();
    }
}
