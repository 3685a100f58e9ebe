namespace CallSummary.Sip.Sdp;

/// <summary>How a stream of an offer is answered securely, and the lines that say so.</summary>
internal sealed record SdpKeying(SdpSecurity Security, SdpCrypto? Local = null, SdpCrypto? Remote = null, SdpFingerprint? RemoteFingerprint = null, SdpSetup? Setup = null)
{
    public static SdpKeying Plain { get; } = new(SdpSecurity.None);

    public static bool IsSecure(string protocol) => protocol.Contains("SAVP", StringComparison.OrdinalIgnoreCase);

    public static bool IsKnown(string protocol) => protocol.ToUpperInvariant() is
        "RTP/AVP" or "RTP/AVPF" or "RTP/SAVP" or "RTP/SAVPF" or "UDP/TLS/RTP/SAVP" or "UDP/TLS/RTP/SAVPF";

    /// <summary>What we agree to of an offered stream; null when our policy or the lack of a common way forbids it.</summary>
    public static SdpKeying? Answer(SdpMedia media, SdpDescription offer, SdpAudioCapabilities local, SdpMedia? previous)
    {
        if (!IsSecure(media.Protocol)) return local.Srtp == SdpSrtpPolicy.Require ? null : Plain;
        if (local.Srtp == SdpSrtpPolicy.Off) return null;
        if (media.IsDtls)
        {
            if (local.Fingerprint is null || SdpFingerprint.Of(media, offer) is not { } theirs) return null;
            return new SdpKeying(SdpSecurity.Dtls, RemoteFingerprint: theirs, Setup: SetupOf(media, offer) switch
            {
                SdpSetup.Active => SdpSetup.Passive,
                SdpSetup.Passive => SdpSetup.Active,
                // What is up stays as it is; else active is best: the handshake begins at once (RFC 5763, 5).
                _ => local.DtlsRole ?? SdpSetup.Active,
            });
        }
        foreach (var offered in SdpCrypto.Of(media))
        {
            if (!local.CryptoSuites.Contains(offered.Suite, StringComparer.Ordinal)) continue;
            return new SdpKeying(SdpSecurity.Sdes, KeyFor(offered.Tag, offered.Suite, previous), offered);
        }
        return null;
    }

    /// <summary>What the answer to an offer of ours agreed to; null when it does not answer what we offered.</summary>
    public static SdpKeying? Accept(SdpMedia ours, SdpMedia theirs, SdpDescription answer)
    {
        if (!IsSecure(ours.Protocol)) return Plain;
        if (ours.IsDtls)
        {
            if (SdpFingerprint.Of(theirs, answer) is not { } fingerprint) return null;
            return new SdpKeying(SdpSecurity.Dtls, RemoteFingerprint: fingerprint, Setup: SetupOf(theirs, answer) == SdpSetup.Passive ? SdpSetup.Active : SdpSetup.Passive);
        }
        var chosen = SdpCrypto.Of(theirs).FirstOrDefault();
        var offered = chosen is null ? null : SdpCrypto.Of(ours).FirstOrDefault(line => line.Tag == chosen.Tag && line.Suite == chosen.Suite);
        return offered is null ? null : new SdpKeying(SdpSecurity.Sdes, offered, chosen);
    }

    /// <summary>The protocol that an offer of ours names.</summary>
    public static string OfferedProtocol(SdpAudioCapabilities local, SdpMedia? previous)
    {
        // What is secure stays so in a later offer, whatever the policy says by now.
        if (previous is { IsRejected: false } && IsSecure(previous.Protocol)) return previous.Protocol;
        if (local.Srtp != SdpSrtpPolicy.Require) return "RTP/AVP";
        return local.Fingerprint is null || !local.OffersDtls ? "RTP/SAVP" : "UDP/TLS/RTP/SAVP";
    }

    /// <summary>The lines of an offer of ours.</summary>
    public static void AddOffer(SdpMedia line, SdpAudioCapabilities local, SdpMedia? previous)
    {
        if (!IsSecure(line.Protocol)) return;
        if (line.IsDtls)
        {
            if (local.Fingerprint is { } own) line.Attributes.Add(new SdpAttribute("fingerprint", own.ToString()));
            line.Attributes.Add(new SdpAttribute("setup", "actpass"));
            return;
        }
        for (var i = 0; i < local.CryptoSuites.Count; i++)
        {
            line.Attributes.Add(new SdpAttribute("crypto", KeyFor(i + 1, local.CryptoSuites[i], previous).ToString()));
        }
    }

    /// <summary>The lines of an answer of ours.</summary>
    public void AddAnswer(SdpMedia line, SdpAudioCapabilities local)
    {
        if (Local is not null) line.Attributes.Add(new SdpAttribute("crypto", Local.ToString()));
        if (Security != SdpSecurity.Dtls) return;
        line.Attributes.Add(new SdpAttribute("fingerprint", local.Fingerprint!.ToString()));
        line.Attributes.Add(new SdpAttribute("setup", Setup == SdpSetup.Active ? "active" : "passive"));
    }

    /// <summary>A later description keeps the key of the earlier one: a new one would re-key the stream.</summary>
    private static SdpCrypto KeyFor(int tag, string suite, SdpMedia? previous) =>
        (previous is null ? null : SdpCrypto.Of(previous).FirstOrDefault(line => line.Suite == suite)) is { } kept ? kept with { Tag = tag } : SdpCrypto.Create(tag, suite);

    private static SdpSetup SetupOf(SdpMedia media, SdpDescription description) => (media["setup"] ?? description["setup"])?.Trim().ToLowerInvariant() switch
    {
        "active" => SdpSetup.Active,
        "passive" => SdpSetup.Passive,
        _ => SdpSetup.ActPass,
    };
}
