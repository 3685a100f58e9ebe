using System.Formats.Asn1;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CallSummary.Sip.Messages;

namespace CallSummary.Sip.Transports;

/// <summary>The SIP domains that a certificate speaks for (RFC 5922, 7.1).</summary>
public static class SipCertificateNames
{
    private static readonly Asn1Tag s_dnsName = new(TagClass.ContextSpecific, 2);
    private static readonly Asn1Tag s_uri = new(TagClass.ContextSpecific, 6);
    private static readonly Asn1Tag s_ipAddress = new(TagClass.ContextSpecific, 7);

    /// <summary>
    /// The identities: the hosts of sip URIs, else the DNS names and addresses of the subject alternative name; the common name only
    /// when there is no such extension.
    /// </summary>
    public static IReadOnlyList<string> Of(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        var uris = new List<string>();
        var others = new List<string>();
        var hasExtension = false;
        foreach (var extension in certificate.Extensions)
        {
            if (extension.Oid?.Value != "2.5.29.17") continue;
            hasExtension = true;
            Read(extension.RawData, uris, others);
        }
        if (uris.Count > 0) return uris;
        if (hasExtension) return others;
        var common = certificate.GetNameInfo(X509NameType.SimpleName, forIssuer: false);
        return common.Length == 0 ? [] : [common];
    }

    /// <summary>Whether the certificate speaks for a domain or address. No wildcards: RFC 5922, 7.2 forbids them.</summary>
    /// <param name="certificate">The peer's certificate.</param>
    /// <param name="domain">What we called: the host of the URI before it was resolved; IPv6 with or without brackets.</param>
    public static bool Matches(X509Certificate2 certificate, string domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var wanted = domain.Trim('[', ']').TrimEnd('.');
        var isAddress = IPAddress.TryParse(wanted, out var address);
        foreach (var name in Of(certificate))
        {
            if (isAddress ? IPAddress.TryParse(name, out var named) && named.Equals(address) : name.TrimEnd('.').Equals(wanted, StringComparison.OrdinalIgnoreCase)) return true;
        }
        return false;
    }

    private static void Read(byte[] extension, List<string> uris, List<string> others)
    {
        try
        {
            var names = new AsnReader(extension, AsnEncodingRules.DER).ReadSequence();
            while (names.HasData)
            {
                var tag = names.PeekTag();
                if (tag.HasSameClassAndValue(s_uri)) AddHost(names.ReadCharacterString(UniversalTagNumber.IA5String, s_uri), uris);
                else if (tag.HasSameClassAndValue(s_dnsName)) others.Add(names.ReadCharacterString(UniversalTagNumber.IA5String, s_dnsName));
                else if (tag.HasSameClassAndValue(s_ipAddress)) AddAddress(names.ReadOctetString(s_ipAddress), others);
                else names.ReadEncodedValue();
            }
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException)
        {
            // What cannot be read names nobody.
        }
    }

    /// <summary>A URI with a user part names a user, not a domain (RFC 5922, 7.1).</summary>
    private static void AddHost(string text, List<string> uris)
    {
        if (SipUri.TryParse(text, out var uri) && uri.IsSip && uri.User is null) uris.Add(uri.Host.Trim('[', ']'));
    }

    private static void AddAddress(byte[] bytes, List<string> others)
    {
        if (bytes.Length is 4 or 16) others.Add(new IPAddress(bytes).ToString());
    }
}
