using System.Globalization;
using CallSummary.Audio.Wav;
using CallSummary.Contracts;
using CallSummary.IntegrationTests.Sip;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>Calls between programs that are not ours, through the gateway.</summary>
[Collection(GatewayCalls.Name)]
public sealed class RealPeerTests : IDisposable
{
    private readonly TempFolder _folder = new();
    private readonly TempFolder _anna = new();
    private readonly TempFolder _bob = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Sipp_ManyCallsAtOnce_BothSidesSucceed()
    {
        PeerProgram.Require("sipp", "sip-tester");
        var calleePort = PeerProgram.FreePort();
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, new(System.Net.IPAddress.Loopback, calleePort));
        await using var uas = PeerProgram.Start(
            "sipp", _bob.Path, "-sn", "uas", "-i", "127.0.0.1", "-p", Text(calleePort), "-mi", "127.0.0.1", "-m", "20", "-nostdin", "-timeout", "60");
        await using var uac = PeerProgram.Start(
            "sipp", _anna.Path, rig.Sip.ToString(), "-sn", "uac", "-s", "01099998888", "-i", "127.0.0.1", "-mi", "127.0.0.1", "-m", "20", "-r", "10", "-d", "500", "-nostdin", "-timeout", "60");

        Assert.True(await uac.ExitAsync(Cancellation) == 0, uac.Output);
        Assert.True(await uas.ExitAsync(Cancellation) == 0, uas.Output);
        await Eventually.True(() => rig.Active.Count == 0, "every call to end");
        await Eventually.True(() => rig.Published<CallEnded>().Count == 20, "twenty ends to be told");
        Assert.All(rig.Published<CallEnded>(), e => Assert.Equal(CallTermination.CallerHungUp, e.Termination));
    }

    [Fact]
    public async Task Baresip_BothParties_EachIsHeardAndRecordedInItsChannel()
    {
        PeerProgram.Require("baresip", "baresip-core");
        var (annaPort, bobPort) = (PeerProgram.FreePort(), PeerProgram.FreePort());
        WriteProfile(_anna.Path, annaPort, "anna", 440, TimeSpan.FromSeconds(4), "answermode=manual");
        WriteProfile(_bob.Path, bobPort, "+821099998888", 1000, TimeSpan.FromSeconds(20), "answermode=auto");
        await using var rig = await GatewayRig.BridgeToAsync(_folder.Path, new(System.Net.IPAddress.Loopback, bobPort));
        await using var bob = PeerProgram.Start("baresip", _bob.Path, "-4", "-f", _bob.Path);
        await Eventually.True(() => bob.Output.Contains("baresip is ready", StringComparison.Ordinal), "the callee to be ready");

        await using var anna = PeerProgram.Start(
            "baresip", _anna.Path, "-4", "-f", _anna.Path, "-e", $"/dial sip:01099998888@{rig.Sip}", "-t", "15");

        // Her microphone is a file: when it ends, she hangs up.
        await Eventually.True(() => rig.Published<CallEnded>().Count == 1, "the call to end", TimeSpan.FromSeconds(30));
        var call = await rig.EndedCallAsync();
        var (left, right) = rig.Recording(call);
        Assert.Equal(CallTermination.CallerHungUp, call.Termination);
        Assert.InRange(ToneDetector.Find(left, 440)!.Value.Offset.TotalSeconds, 3, 6);
        Assert.NotNull(ToneDetector.Find(right, 1000));
        Assert.Null(ToneDetector.Find(left, 1000));
        Assert.Null(ToneDetector.Find(right, 440));
    }

    public void Dispose()
    {
        _folder.Dispose();
        _anna.Dispose();
        _bob.Dispose();
    }

    private static string Text(int port) => port.ToString(CultureInfo.InvariantCulture);

    /// <summary>A loopback-only profile whose microphone is a tone.</summary>
    private static void WriteProfile(string folder, int port, string user, double tone, TimeSpan length, string account)
    {
        var wav = Path.Combine(folder, "microphone.wav");
        using (var file = File.Create(wav))
        using (var writer = new WavWriter(file, 8000, 1))
        {
            writer.Write(Tone.Sine(tone, length));
        }

        File.WriteAllText(Path.Combine(folder, "config"), $"""
            poll_method epoll
            sip_listen 127.0.0.1:{port}
            audio_player aufile,{folder}/played.wav
            audio_source aufile,{wav}
            audio_alert aufile,{folder}/alert.wav
            ausrc_srate 8000
            auplay_srate 8000
            ausrc_channels 1
            auplay_channels 1
            audio_txmode poll
            rtp_ports 40000-49998
            module_path {ModulePath()}
            module g711.so
            module aufile.so
            module_tmp uuid.so
            module_tmp account.so
            module_app menu.so
            net_interface 127.0.0.1

            """);
        File.WriteAllText(Path.Combine(folder, "accounts"), $"<sip:{user}@127.0.0.1:{port}>;regint=0;audio_codecs=PCMU/8000/1;{account}\n");
        File.WriteAllText(Path.Combine(folder, "contacts"), "");
    }

    private static string ModulePath() => Directory.Exists("/usr/lib/baresip/modules")
        ? "/usr/lib/baresip/modules"
        : Directory.GetDirectories("/usr/lib", "baresip", SearchOption.AllDirectories).Select(f => Path.Combine(f, "modules")).First(Directory.Exists);
}
