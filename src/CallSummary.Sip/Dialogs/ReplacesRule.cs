using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Dialogs;

/// <summary>Which session an INVITE with Replaces means (RFC 3891, 3).</summary>
internal static class ReplacesRule
{
    /// <summary>The status that refuses the INVITE; null when it has no Replaces or the session was found.</summary>
    public static int? Refusal(SipAgent agent, SipRequest request, out SessionDialog? replaced)
    {
        replaced = null;
        var count = request.Headers.CountOf(SipHeaderNames.Replaces);
        if (count == 0 || !agent.Messages.Supports("replaces")) return null;
        if (count > 1 || !SipReplaces.TryParse(request.Headers[SipHeaderNames.Replaces], out var named)) return 400;
        if (!agent.Sessions.TryGetValue(new DialogId(named.SipCallId, named.ToTag, named.FromTag), out var found)) return 481;
        if (found.HasEnded) return 603;
        if (named.IsEarlyOnly) return 486;
        replaced = found;
        return null;
    }
}
