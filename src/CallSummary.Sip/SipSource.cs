using System.Net;
using System.Security.Cryptography.X509Certificates;
using CallSummary.Sip.Transports;

namespace CallSummary.Sip;

/// <summary>Where a request comes from, as far as the socket knows.</summary>
/// <param name="EndPoint">The peer's address.</param>
/// <param name="Protocol">The transport.</param>
/// <param name="Certificate">The peer's certificate, checked in the handshake; null without mutual TLS.</param>
public readonly record struct SipSource(IPEndPoint EndPoint, SipProtocol Protocol, X509Certificate2? Certificate);
