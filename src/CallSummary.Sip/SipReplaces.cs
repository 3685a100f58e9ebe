using System.Diagnostics.CodeAnalysis;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip;

/// <summary>The Replaces header (RFC 3891, 6.1): names a dialog, its tags from the view of who receives it.</summary>
/// <param name="SipCallId">The Call-ID.</param>
/// <param name="ToTag">The receiver's own tag.</param>
/// <param name="FromTag">The tag of the receiver's peer.</param>
/// <param name="IsEarlyOnly">Only while it rings.</param>
public sealed record SipReplaces(string SipCallId, string ToTag, string FromTag, bool IsEarlyOnly = false)
{
    /// <summary>Names a session of ours to its peer.</summary>
    public static SipReplaces Of(SipSession session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new SipReplaces(session.SipCallId, session.RemoteTag, session.LocalTag);
    }

    /// <summary>Reads a header value. Never throws.</summary>
    public static bool TryParse(string? text, [NotNullWhen(true)] out SipReplaces? replaces)
    {
        replaces = null;
        var semicolon = text?.IndexOf(';', StringComparison.Ordinal) ?? -1;
        if (semicolon <= 0 || !SipParameters.TryParse(text.AsSpan(semicolon), out var parameters)) return false;
        if (parameters["to-tag"] is not { Length: > 0 } to || parameters["from-tag"] is not { Length: > 0 } from) return false;
        replaces = new SipReplaces(text![..semicolon].Trim(), to, from, parameters.Contains("early-only"));
        return replaces.SipCallId.Length > 0;
    }

    public override string ToString() => $"{SipCallId};to-tag={ToTag};from-tag={FromTag}{(IsEarlyOnly ? ";early-only" : "")}";
}
