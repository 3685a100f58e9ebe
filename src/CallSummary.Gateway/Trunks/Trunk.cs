using System.Net;
using System.Security.Cryptography.X509Certificates;
using CallSummary.Gateway.Consent;
using CallSummary.Gateway.Media;
using CallSummary.Gateway.Routing;
using CallSummary.Sip.Authentication;
using CallSummary.Sip.Transports;

namespace CallSummary.Gateway.Trunks;

/// <summary>A SIP peer that may call.</summary>
internal sealed class Trunk(TrunkOptions options, Tenant tenant)
{
    public string Name { get; } = options.Name;

    public Tenant Tenant { get; } = tenant;

    public IReadOnlyList<IPNetwork> Peers { get; } = [.. options.Peers.Select(PeerRange.Parse)];

    public string Username { get; } = options.Username;

    public string Password { get; } = options.Password;

    /// <summary>How its peer may prove the password, in order of preference.</summary>
    public IReadOnlyList<DigestAlgorithm> DigestAlgorithms { get; } = options.Md5Only ? [DigestAlgorithm.Md5] : [DigestAlgorithm.Sha256, DigestAlgorithm.Md5];

    /// <summary>The peer's address is not enough: it must also know the password.</summary>
    public bool Challenges => Username.Length > 0;

    /// <summary>Names of which its certificate must bear one; empty = none is asked for.</summary>
    public IReadOnlyList<string> CertificateNames { get; } = [.. options.CertificateNames];

    public MediaPolicy Media { get; } = MediaPolicy.Of(options.Codecs, options.Srtp) with { OffersDtls = options.OfferDtls };

    /// <summary>SIP URIs of its next hops, in order of preference.</summary>
    public IReadOnlyList<string> Hops { get; } = [.. options.Hops];

    public TimeSpan HopTimeout { get; } = options.HopTimeout;

    public TimeSpan PingInterval { get; } = options.PingInterval;

    public TrunkRegistration? Registration { get; } = TrunkRegistration.Of(options);

    /// <summary>Numbers its calls may go to; empty = any that routes know.</summary>
    public IReadOnlyList<NumberPattern> Destinations { get; } = [.. options.Destinations.Select(NumberPattern.Parse)];

    public ConsentPolicy Consent { get; } = options.Consent;

    public NumberPlan Numbers { get; } = NumberPlan.Of(options);

    /// <summary>How long a recorder's conversation stays open after its session, for one that follows it.</summary>
    public TimeSpan TransferWait { get; } = options.TransferWait;

    /// <summary>Calls at once, or 0 = no limit of its own.</summary>
    public int MaxCalls { get; } = options.MaxCalls;

    /// <summary>New calls a second, or 0 = no limit.</summary>
    public int MaxCallsPerSecond { get; } = options.MaxCallsPerSecond;

    /// <summary>Minutes a day, or 0 = no limit.</summary>
    public int MaxMinutesPerDay { get; } = options.MaxMinutesPerDay;

    /// <summary>Its parties may transfer calls.</summary>
    public bool AllowTransfers { get; } = options.AllowTransfers;

    /// <summary>Redirects that one call follows.</summary>
    public int MaxRedirects { get; } = options.MaxRedirects;

    public bool SendsDiversion { get; } = options.SendDiversion;

    private IReadOnlyList<NumberPattern> RedirectNumbers { get; } = [.. options.RedirectNumbers.Select(NumberPattern.Parse)];

    public bool MayRedirectTo(string number) => RedirectNumbers.Any(d => d.IsMatch(number));

    public bool MayCall(string number) => Destinations.Count == 0 || Destinations.Any(d => d.IsMatch(number));

    /// <summary>Whether a certificate is one of this trunk's.</summary>
    public bool Accepts(X509Certificate2? certificate) =>
        CertificateNames.Count == 0 || (certificate is not null && CertificateNames.Any(n => SipCertificateNames.Matches(certificate, n)));
}
