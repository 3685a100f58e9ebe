using CallSummary.Audio;
using CallSummary.Audio.Wav;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;
using CallSummary.TestKit.Peers;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>A baresip with one codec that speaks a recording and keeps what it hears.</summary>
internal sealed class CodecTelephone : IAsyncDisposable
{
    private readonly TempFolder _folder = new();
    private ChildProcess? _process;

    /// <param name="user">The user or number it answers for.</param>
    /// <param name="codec">As baresip names it: <c>opus/48000/2</c>.</param>
    /// <param name="speech">What it says, 8 kHz, a second after it is connected.</param>
    /// <param name="account">Further parameters of the account.</param>
    /// <param name="certificate">Its own certificate and key (PEM), to be called over TLS on the port after <see cref="Port"/>.</param>
    public CodecTelephone(string user, string codec, short[] speech, string account, string? certificate = null)
    {
        var rate = codec.StartsWith("opus", StringComparison.Ordinal) ? 48_000 : codec.StartsWith("G722", StringComparison.Ordinal) || codec.StartsWith("AMR-WB", StringComparison.Ordinal) ? 16_000 : 8000;
        using (var file = File.Create(_folder["microphone.wav"]))
        using (var writer = new WavWriter(file, rate, 1))
        {
            short[] sound = [.. new short[8000], .. speech, .. new short[4000]];
            writer.Write(rate == 8000 ? sound : Resampler.Convert(sound, 8000, rate));
        }

        File.WriteAllText(_folder["config"], $"""
            poll_method epoll
            sip_listen 127.0.0.1:{Port}
            audio_source aufile,{_folder["microphone.wav"]}
            ausrc_srate {rate}
            auplay_srate {rate}
            ausrc_channels 1
            auplay_channels 1
            audio_txmode poll
            rtp_ports 40000-49998
            module_path {ModulePath()}
            module g711.so
            module g722.so
            module amr.so
            module opus.so
            module srtp.so
            module aufile.so
            module sndfile.so
            snd_path {_folder.Path}
            module_tmp uuid.so
            module_tmp account.so
            module_app menu.so
            net_interface 127.0.0.1

            """);
        if (certificate is not null)
        {
            File.WriteAllText(_folder["certificate.pem"], certificate);
            File.AppendAllText(_folder["config"], $"sip_certificate {_folder["certificate.pem"]}\n");
        }

        File.WriteAllText(_folder["accounts"], $"<sip:{user}@127.0.0.1:{Port}>;regint=0;audio_codecs={codec};{account}\n");
        File.WriteAllText(_folder["contacts"], "");
    }

    public int Port { get; } = FreePort.Udp();

    /// <summary>Waits for calls.</summary>
    public async Task ListenAsync()
    {
        _process = ChildProcess.Start(Prerequisites.Require("baresip"), ["-4", "-f", _folder.Path], _folder.Path);
        await _process.WaitForLineAsync("baresip is ready");
    }

    /// <summary>Calls, and hangs up when it has said everything.</summary>
    public void Dial(string uri) =>
        _process = ChildProcess.Start(Prerequisites.Require("baresip"), ["-4", "-f", _folder.Path, "-e", $"/dial {uri}", "-t", "25"], _folder.Path);

    /// <summary>Ends it; what it heard, at 8 kHz.</summary>
    public async Task<short[]> HeardAsync()
    {
        if (!_process!.HasExited)
        {
            await _process.TerminateAsync();
        }

        // The module sndfile keeps what was decoded.
        var heard = WavFile.Load(Directory.GetFiles(_folder.Path, "dump-*-dec.wav").Single());
        return heard.SampleRate == 8000 ? heard.Channels[0] : Resampler.Convert(heard.Channels[0], heard.SampleRate, 8000);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            await _process.DisposeAsync();
        }

        _folder.Dispose();
    }

    private static string ModulePath() => Directory.Exists("/usr/lib/baresip/modules")
        ? "/usr/lib/baresip/modules"
        : Directory.GetDirectories("/usr/lib", "baresip", SearchOption.AllDirectories).Select(f => Path.Combine(f, "modules")).First(Directory.Exists);
}
