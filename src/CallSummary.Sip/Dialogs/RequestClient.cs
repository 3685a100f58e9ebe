using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Resolution;
using CallSummary.Sip.Transactions;

namespace CallSummary.Sip.Dialogs;

/// <summary>Sends one request and waits for its final response: tries every way to the next hop, answers a challenge where credentials are given.</summary>
internal sealed class RequestClient(SipAgent agent) : IClientTransactionUser
{
    private TaskCompletionSource<SipRequestOutcome> _final = NewSource();

    /// <summary>Makes the request anew for a try: a repeat after a challenge has the next CSeq (RFC 3261, 22.2).</summary>
    public delegate SipRequest Make(out SipUri nextHop);

    /// <param name="make">Makes the request, without Via.</param>
    /// <param name="send">How it leaves.</param>
    /// <param name="credentials">Null: a challenge is a final response.</param>
    public async Task<SipRequestOutcome> RunAsync(Make make, RequestSending send, SipCredentials? credentials)
    {
        var digest = credentials is null ? null : new DigestClient(credentials);
        SipRequestOutcome? failed = null;
        PeerWalk? walk = null;
        SipPeerChoice choice = default;
        while (true)
        {
            var request = make(out var nextHop);
            digest?.Authorize(request);
            walk ??= new PeerWalk(agent, nextHop, send.Protocol, send.Reuse?.Invoke(nextHop));
            if (!choice.Keep) choice = new SipPeerChoice(await walk.NextAsync().ConfigureAwait(false));
            if (choice.Peer is not { } peer) return failed ?? new SipRequestOutcome(SipRequestResult.TransportError);
            if (send.ContactUser is { } user && !request.Headers.Contains(SipHeaderNames.Contact)) agent.Messages.AddContact(request.Headers, peer, user, send.IsSecure);
            agent.Messages.AddVia(request, peer);
            agent.Transactions.NewClient(request, peer, this).Start();
            var outcome = await _final.Task.ConfigureAwait(false);
            if (outcome.Response is { StatusCode: 401 or 407 } challenge && send.MayAuthenticate?.Invoke(peer) != false && digest?.TryTake(challenge) == true)
            {
                choice = choice with { Keep = true };
            }
            else if (outcome.IsFailover && walk.HasMore)
            {
                failed = outcome;
                choice = default;
            }
            else
            {
                return outcome;
            }
            _final = NewSource();
        }
    }

    public void OnResponse(ClientTransaction transaction, SipResponse response)
    {
        if (!response.IsProvisional) _final.TrySetResult(new SipRequestOutcome(SipRequestResult.Responded, response));
    }

    public void OnFailed(ClientTransaction transaction, ClientFailure failure) => _final.TrySetResult(
        new SipRequestOutcome(failure == ClientFailure.Timeout ? SipRequestResult.Timeout : SipRequestResult.TransportError));

    private static TaskCompletionSource<SipRequestOutcome> NewSource() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The way in use; kept for the repeat after a challenge.</summary>
    private readonly record struct SipPeerChoice(Transports.SipPeer? Peer, bool Keep = false);
}
