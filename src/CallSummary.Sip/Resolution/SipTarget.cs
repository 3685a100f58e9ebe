using System.Net;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip.Resolution;

/// <summary>One way to a next hop.</summary>
/// <param name="Protocol">The transport.</param>
/// <param name="EndPoint">The address.</param>
/// <param name="Domain">The host of the URI: what a certificate must name.</param>
internal readonly record struct SipTarget(SipProtocol Protocol, IPEndPoint EndPoint, string Domain);
