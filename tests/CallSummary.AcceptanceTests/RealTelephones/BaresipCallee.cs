using System.Globalization;
using CallSummary.Audio.Wav;
using CallSummary.TestKit;
using CallSummary.TestKit.Peers;

namespace CallSummary.AcceptanceTests.RealTelephones;

/// <summary>baresip as a telephone that answers and speaks a file.</summary>
internal static class BaresipCallee
{
    /// <summary>Starts it; it knows only the user that is dialled and stays on loopback.</summary>
    public static async Task<ChildProcess> StartAsync(int port, string user, short[] says, string folder)
    {
        var baresip = Prerequisites.Require("baresip");
        using (var writer = new WavWriter(File.Create(Path.Combine(folder, "says.wav")), 8000, 1))
        {
            writer.Write(says);
        }

        var modules = Directory.EnumerateDirectories("/usr/lib", "baresip", new EnumerationOptions { RecurseSubdirectories = true, MaxRecursionDepth = 2 })
            .Select(found => Path.Combine(found, "modules")).First(Directory.Exists);
        File.WriteAllText(Path.Combine(folder, "config"), string.Create(CultureInfo.InvariantCulture, $"""
            poll_method epoll
            sip_listen 127.0.0.1:{port}
            audio_player aufile,{folder}/heard.wav
            audio_source aufile,{folder}/says.wav
            audio_alert aufile,{folder}/alert.wav
            ausrc_srate 8000
            auplay_srate 8000
            ausrc_channels 1
            auplay_channels 1
            rtp_ports 20000-29998
            module_path {modules}
            module g711.so
            module aufile.so
            module_tmp uuid.so
            module_tmp account.so
            module_app menu.so
            net_interface 127.0.0.1

            """));
        File.WriteAllText(Path.Combine(folder, "accounts"), $"<sip:{user}@127.0.0.1:{port}>;regint=0;audio_codecs=PCMA/8000/1;answermode=auto\n");
        File.WriteAllText(Path.Combine(folder, "contacts"), "");
        var process = ChildProcess.Start(baresip, ["-4", "-f", folder], folder);
        await process.WaitForLineAsync("baresip is ready");
        return process;
    }
}
