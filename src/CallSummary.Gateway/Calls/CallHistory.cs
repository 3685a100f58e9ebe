using CallSummary.Sip.Messages;

namespace CallSummary.Gateway.Calls;

/// <summary>What a redirected call says of the addresses that sent it on: History-Info (RFC 7044) and, where the trunk wants it, Diversion (RFC 5806).</summary>
internal sealed class CallHistory(bool withDiversion)
{
    private const string HistoryInfo = "History-Info";
    private const string Diversion = "Diversion";

    private readonly List<(SipUri From, int Status, string Reason)> _steps = [];

    /// <summary>Whom the caller called: a redirected INVITE keeps its To (RFC 3261 section 8.1.3.4).</summary>
    public SipUri Called => _steps[0].From;

    /// <summary>An address has sent the call on.</summary>
    public void Add(SipUri from, SipResponse redirect) => _steps.Add((from, redirect.StatusCode, ReasonOf(redirect)));

    /// <summary>Adds the headers of the INVITE to the address that the last step leads to.</summary>
    public void AddTo(SipHeaders headers, string target)
    {
        for (var i = 0; i < _steps.Count; i++)
        {
            // RFC 7044 section 10.2: why it was left is a header within the URI.
            headers.Add(HistoryInfo, $"<{_steps[i].From}?Reason=SIP%3Bcause%3D{_steps[i].Status}>{Place(i)}");
        }

        headers.Add(HistoryInfo, $"<{target}>{Place(_steps.Count)}");
        for (var i = _steps.Count - 1; withDiversion && i >= 0; i--)
        {
            // RFC 5806 section 4.4: the last to divert is on top.
            headers.Add(Diversion, $"<{_steps[i].From}>;reason={_steps[i].Reason};counter=1");
        }
    }

    // RFC 7044 section 10.3: what was tried one after the other stands on one level; mp says from which entry the number was changed.
    private static string Place(int entry) => entry == 0 ? ";index=1" : $";index={Index(entry)};mp={Index(entry - 1)}";

    private static string Index(int entry) => entry == 0 ? "1" : $"1.{entry}";

    // It may say why itself; 302 alone does not.
    private static string ReasonOf(SipResponse redirect) =>
        redirect.Headers.Elements(Diversion).FirstOrDefault() is { } said
        && NameAddress.TryParse(said, out var diverting) && diverting.Parameters["reason"] is { Length: > 0 } reason && reason.All(c => char.IsAsciiLetter(c) || c == '-')
            ? reason
            : "unknown";
}
