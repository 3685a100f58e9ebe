using System.Globalization;
using System.Net;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Transports;

/// <summary>Source and destination of responses: received and rport (RFC 3261, 18.2; RFC 3581).</summary>
internal static class ViaRouting
{
    /// <summary>Where a response over UDP goes (RFC 3261, 18.2.2; RFC 3581, 4): the top Via after the receiver completed it.</summary>
    public static IPEndPoint ResponseTarget(Via via, IPEndPoint source)
    {
        if (via.Parameters["rport"] is not null) return source;
        return new IPEndPoint(source.Address, via.Port ?? 5060);
    }

    /// <summary>Notes the source in the top Via (RFC 3261, 18.2.1; RFC 3581, 4).</summary>
    public static void CompleteVia(SipRequest request, IPEndPoint source)
    {
        var via = request.TopVia!;
        var wantsPort = via.Parameters["rport"] is not null;
        var address = source.Address.ToString();
        if (!wantsPort && via.Host == address) return;
        via.Parameters["received"] = address;
        if (wantsPort) via.Parameters["rport"] = source.Port.ToString(CultureInfo.InvariantCulture);
        request.SetTopVia(via);
    }
}
