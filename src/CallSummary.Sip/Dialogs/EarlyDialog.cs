using System.Globalization;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Sdp;
using CallSummary.Sip.Transactions;

namespace CallSummary.Sip.Dialogs;

/// <summary>One branch of a call of ours that rings (RFC 3261, 12.1.2): acknowledges reliable responses (RFC 3262, 4), takes UPDATE (RFC 3311).</summary>
internal sealed class EarlyDialog(SipAgent agent, DialogState state, OutgoingInvite invite, uint inviteSequence, Func<SdpDescription, SdpDescription?> answerOffer)
{
    private readonly Lock _gate = new();
    private uint? _lastReliable;
    private bool _isReliablyAnswered;

    public DialogState State => state;

    public SdpDescription? LocalSdp { get; private set; } = invite.Sdp;

    /// <summary>The newest description that the peer gave in a provisional response or UPDATE.</summary>
    public SdpDescription? RemoteSdp { get; private set; }

    /// <summary>Whether offer and answer are complete: a description in the 200 says nothing new.</summary>
    public bool IsAnswered
    {
        get
        {
            lock (_gate) return _isReliablyAnswered;
        }
    }

    /// <summary>Takes a provisional response. False when it is a repeat or out of order: it is not shown.</summary>
    public bool OnProvisional(SipResponse response)
    {
        _ = SdpBody.TryRead(response, out var sdp);
        SdpDescription? answer = null;
        lock (_gate)
        {
            if (!IsReliable(response, out var sequence))
            {
                if (sdp is not null && !_isReliablyAnswered) RemoteSdp = sdp;
                return true;
            }
            if (_lastReliable is { } last && sequence != last + 1) return false;
            _lastReliable = sequence;
            if (sdp is not null)
            {
                if (invite.Sdp is null && !_isReliablyAnswered) LocalSdp = answer = answerOffer(sdp);
                RemoteSdp = sdp;
                _isReliablyAnswered = true;
            }
            state.RefreshTarget(response);
        }
        _ = AcknowledgeAsync(response.Headers[SipHeaderNames.RSeq]!.Trim(), answer);
        return true;
    }

    /// <summary>UPDATE from a callee that still rings; on a transport's loop.</summary>
    public void OnUpdate(ServerTransaction transaction)
    {
        var request = transaction.Request;
        SipResponse response;
        lock (_gate)
        {
            if (!state.TryAdvance(request.CSeq))
            {
                response = agent.Messages.Response(request, 500, "CSeq Out Of Order");
            }
            else if (!SdpBody.TryRead(request, out var offer))
            {
                response = agent.Messages.Response(request, 400, "Bad Session Description");
            }
            else
            {
                response = Answer(request, offer);
                state.RefreshTarget(request);
                agent.Messages.AddContact(response.Headers, transaction.Peer, state.ContactUser, state.IsSecure);
            }
        }
        transaction.Respond(response);
    }

    private static bool IsReliable(SipResponse response, out uint sequence)
    {
        sequence = 0;
        return response.Headers.Elements(SipHeaderNames.Require).Contains("100rel", StringComparer.OrdinalIgnoreCase)
            && uint.TryParse(response.Headers[SipHeaderNames.RSeq], NumberStyles.None | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out sequence);
    }

    private SipResponse Answer(SipRequest request, SdpDescription? offer)
    {
        if (offer is null) return agent.Messages.Response(request, 200);
        // Our own offer has no answer yet: two would cross (RFC 3311, 5.2).
        if (!_isReliablyAnswered) return agent.Messages.Response(request, 491);
        if (SdpMirror.Answer(offer, LocalSdp) is not { } answer) return agent.Messages.Response(request, 488);
        LocalSdp = answer;
        RemoteSdp = offer;
        var response = agent.Messages.Response(request, 200);
        SdpBody.Attach(response, answer);
        return response;
    }

    private async Task AcknowledgeAsync(string sequence, SdpDescription? answer)
    {
        try
        {
            await new RequestClient(agent).RunAsync(Make, new RequestSending(invite.Protocol, nextHop => state.ReusablePeer(nextHop)), invite.Credentials).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            agent.OnFault(exception);
        }

        SipRequest Make(out SipUri nextHop)
        {
            SipRequest prack;
            lock (_gate) prack = state.NewRequest(SipMethods.Prack, out nextHop);
            prack.Headers.AddParsed(SipHeaderNames.RAck, string.Create(CultureInfo.InvariantCulture, $"{sequence} {inviteSequence} INVITE"));
            SdpBody.Attach(prack, answer);
            return prack;
        }
    }
}
