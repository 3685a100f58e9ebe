using System.Globalization;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transactions;

namespace CallSummary.Sip.Transports;

/// <summary>Answers without keeping anything; the To tag follows from the branch so that repeats are the same (RFC 3261, 8.2.7).</summary>
internal static class StatelessAnswer
{
    public static byte[] To(SipRequest request, int status, string? reason, SipStackOptions options)
    {
        var response = SipResponse.For(request, status, reason, SipIds.StatelessTag(request.TopVia?.Branch ?? request.CallId));
        if (status == 503) response.Headers.AddParsed(SipHeaderNames.RetryAfter, ((int)options.RetryAfter.TotalSeconds).ToString(CultureInfo.InvariantCulture));
        return response.ToBytes();
    }
}
