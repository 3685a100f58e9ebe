namespace CallSummary.IntegrationTests.Sip;

/// <summary>Writes a baresip profile that stays on loopback and takes a WAV file (8 kHz, mono) as its microphone.</summary>
internal static class BaresipProfile
{
    /// <param name="folder">Where to write it.</param>
    /// <param name="port">The SIP port; baresip takes the next one too.</param>
    /// <param name="wav">The microphone.</param>
    /// <param name="account">Parameters of the account, for example <c>answermode=auto</c>.</param>
    /// <param name="tls">Further lines of the configuration, for TLS.</param>
    public static void Write(string folder, int port, string wav, string account, string tls = "")
    {
        File.WriteAllText(Path.Combine(folder, "config"), $"""
            poll_method epoll
            sip_listen 127.0.0.1:{port}
            call_local_timeout 60
            audio_player aufile,{Path.Combine(folder, "played.wav")}
            audio_source aufile,{wav}
            audio_alert aufile,{Path.Combine(folder, "alert.wav")}
            ausrc_srate 8000
            auplay_srate 8000
            ausrc_channels 1
            auplay_channels 1
            rtp_ports 20000-29998
            module_path /usr/lib/baresip/modules
            module g711.so
            module aufile.so
            module_tmp uuid.so
            module_tmp account.so
            module_app menu.so
            net_interface 127.0.0.1
            {tls}

            """);
        File.WriteAllText(Path.Combine(folder, "accounts"), $"<sip:bob@127.0.0.1:{port}{(tls.Length > 0 ? ";transport=tls" : "")}>;regint=0;audio_codecs=PCMA/8000/1;{account}\n");
        File.WriteAllText(Path.Combine(folder, "contacts"), "");
    }
}
