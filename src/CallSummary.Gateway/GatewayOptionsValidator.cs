using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Security.Cryptography;
using CallSummary.Audio;
using CallSummary.Gateway.Consent;
using CallSummary.Gateway.Identity;
using CallSummary.Gateway.Routing;
using CallSummary.Gateway.Trunks;
using Microsoft.Extensions.Options;

namespace CallSummary.Gateway;

/// <summary>Checks the gateway's settings at start; every message names the setting by its full path and says what to write.</summary>
internal sealed class GatewayOptionsValidator : IValidateOptions<GatewayOptions>
{
    public ValidateOptionsResult Validate(string? name, GatewayOptions options)
    {
        var errors = new SettingErrors(GatewayOptions.SectionName);
        CheckRanges(errors, "Limits", options.Limits);
        CheckRanges(errors, "Media", options.Media);
        CheckRanges(errors, "Notice", options.Notice);
        CheckRanges(errors, "Recording", options.Recording);
        CheckRanges(errors, "Recovery", options.Recovery);
        CheckAddresses(errors, options);
        TrunkRules.Check(errors, options);
        RouteRules.Check(errors, options);
        CheckNotices(errors, options);
        return errors.ToResult();
    }

    private static void CheckRanges(SettingErrors errors, string section, object options)
    {
        List<ValidationResult> results = [];
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        foreach (var result in results)
        {
            errors.Add($"{section}:{result.MemberNames.FirstOrDefault()}", result.ErrorMessage!);
        }
    }

    private static void CheckAddresses(SettingErrors errors, GatewayOptions options)
    {
        if (options.SipUdp.Length == 0 && options.SipTcp.Length == 0 && options.SipTls.Length == 0)
        {
            errors.Add("SipUdp", "and SipTcp and SipTls are all empty: give at least one, for example 0.0.0.0:5060.");
        }

        CheckTls(errors, options);
        CheckIdentity(errors, options.Identity);

        foreach (var (setting, value) in (ReadOnlySpan<(string, string)>)[("SipUdp", options.SipUdp), ("SipTcp", options.SipTcp), ("SipTls", options.SipTls)])
        {
            foreach (var point in value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (!IPEndPoint.TryParse(point, out _) || !point.Contains(':', StringComparison.Ordinal))
                {
                    errors.Add(setting, $"\"{point}\" is not address:port. Write for example 0.0.0.0:5060 or [::]:5060.");
                }
            }
        }

        if (options.AdvertisedAddress.Length > 0
            && (!IPAddress.TryParse(options.AdvertisedAddress, out var advertised) || advertised.Equals(IPAddress.Any) || advertised.Equals(IPAddress.IPv6Any)))
        {
            errors.Add("AdvertisedAddress", $"\"{options.AdvertisedAddress}\" is not an address that a peer can send to. Write the IP address that peers reach this gateway at, or leave it empty.");
        }

        if (!IPAddress.TryParse(options.Media.Address, out _))
        {
            errors.Add("Media:Address", $"\"{options.Media.Address}\" is not an IP address. Write 0.0.0.0 or the address of an interface.");
        }

        if (options.Media.PortMax < options.Media.PortMin + 3)
        {
            errors.Add("Media:PortMax", $"{options.Media.PortMax} leaves no room above PortMin {options.Media.PortMin}: a call takes two ports a leg.");
        }
    }

    private static void CheckTls(SettingErrors errors, GatewayOptions options)
    {
        if (options.SipTls.Length > 0 && options.Tls.Certificate.Length == 0)
        {
            errors.Add("Tls:Certificate", "is empty, but SipTls listens: give the PEM file of the certificate that peers are shown.");
        }

        try
        {
            options.Tls.Load();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            errors.Add("Tls", $"(Certificate \"{options.Tls.Certificate}\", Key \"{options.Tls.Key}\", TrustedRoots \"{options.Tls.TrustedRoots}\") cannot be read: {e.Message} Give PEM files that this process may read.");
        }

        for (var i = 0; i < options.Trunks.Count; i++)
        {
            if (options.Trunks[i].CertificateNames.Count > 0 && options.SipTls.Length == 0)
            {
                errors.Add($"Trunks:{i}:CertificateNames", "asks for a certificate, but SipTls is empty: nobody can show one.");
            }
        }
    }

    private static void CheckIdentity(SettingErrors errors, IdentityOptions identity)
    {
        if (!identity.IsSet)
        {
            return;
        }

        try
        {
            _ = identity.LoadRoots();
            _ = new CarrierCertificates(identity.Certificates);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            errors.Add("Identity", $"(TrustedRoots \"{identity.TrustedRoots}\", Certificates \"{identity.Certificates}\") cannot be read: {e.Message} Give a PEM file and a folder of PEM files that this process may read.");
        }
    }

    private static void CheckNotices(SettingErrors errors, GatewayOptions options)
    {
        var files = NoticeLibrary.Files(options);
        foreach (var (language, path) in files)
        {
            if (Problem(path) is { } problem)
            {
                errors.Add($"Notice:Files:{language}", $"{problem} Give an 8 kHz mono 16-bit WAV file of at most {NoticeLibrary.MaxLength.TotalSeconds:0} s.");
            }
        }

        var used = options.Tenants.Select((t, i) => ($"Tenants:{i}:NoticeLanguage", t.NoticeLanguage))
            .Concat(options.Routes.Select((r, i) => ($"Routes:{i}:NoticeLanguage", r.NoticeLanguage)).Where(r => r.NoticeLanguage.Length > 0));
        foreach (var (setting, language) in used)
        {
            if (!files.ContainsKey(language))
            {
                errors.Add(setting, $"\"{language}\" has no notice. Add Notice:Files:{language}, or use one of: {string.Join(", ", files.Keys)}.");
            }
        }
    }

    private static string? Problem(string path)
    {
        try
        {
            return AudioClip.Load(path).Duration is var length && length > NoticeLibrary.MaxLength ? $"\"{path}\" is {length.TotalSeconds:0} s long." : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or ArgumentException)
        {
            return $"\"{path}\" cannot be read: {e.Message}";
        }
    }
}
