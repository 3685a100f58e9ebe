namespace CallSummary.IntegrationTests.Sip;

/// <summary>The index of a listen point of <see cref="AnsweringAgent"/>.</summary>
public enum SipProtocolKind
{
    Udp,
    Tcp,
    Tls,
}
