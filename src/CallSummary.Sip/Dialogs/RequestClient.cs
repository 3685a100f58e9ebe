using CallSummary.Sip.Authentication;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transactions;

namespace CallSummary.Sip.Dialogs;

/// <summary>Sends one request and waits for its final response; answers one challenge where credentials are given.</summary>
internal sealed class RequestClient(SipAgent agent) : IClientTransactionUser
{
    private TaskCompletionSource<SipRequestOutcome> _final = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Makes the request anew for a try: a repeat after a challenge has the next CSeq (RFC 3261, 22.2).</summary>
    public delegate SipRequest Make(out SipUri nextHop);

    /// <param name="make">Makes the request, without Via.</param>
    /// <param name="send">How it leaves.</param>
    /// <param name="credentials">Null: a challenge is a final response.</param>
    public async Task<SipRequestOutcome> RunAsync(Make make, RequestSending send, SipCredentials? credentials)
    {
        var digest = credentials is null ? null : new DigestClient(credentials);
        while (true)
        {
            var request = make(out var nextHop);
            digest?.Authorize(request);
            if (await agent.ResolveAsync(nextHop, send.Protocol, send.Reuse?.Invoke(nextHop)).ConfigureAwait(false) is not { } peer)
            {
                return new SipRequestOutcome(SipRequestResult.TransportError);
            }
            if (send.ContactUser is { } user && !request.Headers.Contains(SipHeaderNames.Contact)) agent.Messages.AddContact(request.Headers, peer, user);
            agent.Messages.AddVia(request, peer);
            agent.Transactions.NewClient(request, peer, this).Start();
            var outcome = await _final.Task.ConfigureAwait(false);
            if (outcome.Response is not { StatusCode: 401 or 407 } challenge || digest?.TryTake(challenge) != true) return outcome;
            _final = new TaskCompletionSource<SipRequestOutcome>(TaskCreationOptions.RunContinuationsAsynchronously);
        }
    }

    public void OnResponse(ClientTransaction transaction, SipResponse response)
    {
        if (!response.IsProvisional) _final.TrySetResult(new SipRequestOutcome(SipRequestResult.Responded, response));
    }

    public void OnFailed(ClientTransaction transaction, ClientFailure failure) => _final.TrySetResult(
        new SipRequestOutcome(failure == ClientFailure.Timeout ? SipRequestResult.Timeout : SipRequestResult.TransportError));
}
