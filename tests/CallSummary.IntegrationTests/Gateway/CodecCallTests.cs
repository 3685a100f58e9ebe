using CallSummary.Contracts;
using CallSummary.Sip.Transports;
using CallSummary.TestKit;
using CallSummary.TestKit.Audio;
using CallSummary.TestKit.Peers;
using CallSummary.TestKit.Tls;

namespace CallSummary.IntegrationTests.Gateway;

/// <summary>Telephones that are not ours, each with its codec, on both sides of the gateway.</summary>
[Collection(GatewayCalls.Name)]
public sealed class CodecCallTests : IDisposable
{
    private static readonly SampleCall s_call = SampleCall.All.First(c => c.Name == "04-en-net");

    private readonly TempFolder _folder = new();

    // The likeness of waves that a good line gives by the codec: AMR and Opus at speech rates keep what is heard, not the wave. What is
    // recorded came through one codec, what the other party hears through two.
    [Theory]
    [InlineData("opus/48000/2", "opus/48000/2", 0.97, 0.97, "opus", "opus", true, true)]
    [InlineData("AMR-WB/16000/1", "AMR-WB/16000/1", 0.9, 0.9, "AMR-WB", "AMR-WB", true, true)]
    [InlineData("opus/48000/2", "PCMA/8000/1", 0.95, 0.8, "opus", "PCMA", false, false)]
    [InlineData("AMR/8000/1", "G722/16000/1", 0.75, 0.7, "AMR", "G722", true, false)]
    public async Task Baresip_TwoTelephones_HearEachOtherAndAreRecorded(string callersCodec, string calleesCodec, double recorded, double heard, string callersName, string calleesName, bool isSrtp, bool isTls)
    {
        if (callersCodec.StartsWith("AMR", StringComparison.Ordinal))
        {
            Prerequisites.RequireAmr();
        }

        using var authority = new TestAuthority();
        var transport = isTls ? ";transport=tls" : "";
        var secure = (isSrtp ? ";mediaenc=srtp-mand" : "") + transport;
        var (said, answered) = (Speech("caller"), Speech("callee"));
        await using var bob = new CodecTelephone("+821099998888", calleesCodec, [.. answered, .. new short[64_000]], "answermode=auto" + secure, isTls ? authority.IssuePem("127.0.0.1") : null);
        await using var anna = new CodecTelephone("anna", callersCodec, said, "answermode=manual" + secure, isTls ? authority.IssuePem("127.0.0.1") : null);
        File.WriteAllText(_folder["roots.pem"], authority.Root.ExportCertificatePem());
        File.WriteAllText(_folder["certificate.pem"], authority.IssuePem("127.0.0.1"));
        var hop = isTls ? $"sip:127.0.0.1:{bob.Port + 1};transport=tls" : $"sip:127.0.0.1:{bob.Port}";
        await using var rig = await GatewayRig.StartAsync(
            _folder.Path,
            ("SipTls", "127.0.0.1:0"), ("Tls:Certificate", _folder["certificate.pem"]), ("Tls:TrustedRoots", _folder["roots.pem"]),
            ("Trunks:0:Srtp", isSrtp ? "Require" : "Off"), ("Trunks:1:Srtp", isSrtp ? "Require" : "Off"),
            ("Trunks:1:Name", "out"), ("Trunks:1:Tenant", "t"), ("Trunks:1:Peers:0", "192.0.2.1"), ("Trunks:1:Hops:0", hop), ("Trunks:1:Codecs:0", calleesName),
            ("Routes:1:Number", "*"), ("Routes:1:ToTrunk", "out"));
        await bob.ListenAsync();

        anna.Dial($"sip:01099998888@{(isTls ? $"127.0.0.1:{rig.PortOf(SipProtocol.Tls)}" : rig.Sip)}{transport}");
        await Eventually.True(() => rig.Published<CallEnded>().Count == 1, "the call to end", TimeSpan.FromSeconds(40));

        var call = await rig.EndedCallAsync();
        var (left, right) = rig.Recording(call);
        using (var manifest = new StreamReader(rig.Store.OpenManifestRead(call.Id)!))
        {
            var codecs = (await manifest.ReadToEndAsync(TestContext.Current.CancellationToken)).Split('\n').Where(l => l.Contains("\"codec\"", StringComparison.OrdinalIgnoreCase)).ToList();
            Assert.Contains($"\"{callersName}\"", codecs[0]);
            Assert.Contains($"\"{calleesName}\"", codecs[1]);
        }

        AssertAlike(said, left, recorded, "the caller on the recording");
        AssertAlike(answered, right, recorded, "the callee on the recording");
        AssertAlike(answered, await anna.HeardAsync(), heard, "the callee at the caller's ear");
        AssertAlike(said, await bob.HeardAsync(), heard, "the caller at the callee's ear");
        var utterance = rig.Published<UtteranceCaptured>().First(u => u.Leg == Leg.Caller);
        Assert.Equal(callersName is "AMR" or "PCMA", utterance.WidebandAudio is null);
    }

    public void Dispose() => _folder.Dispose();

    private static void AssertAlike(short[] said, short[] heard, double likeness, string where)
    {
        var found = Likeness.Of(said, heard, Math.Max(8000, heard.Length - said.Length));
        Assert.True(found >= likeness, $"{where}: a likeness of {found:0.000} in {heard.Length / 8000.0:0.0} s");
    }

    // Two seconds of one leg, from where it first speaks.
    private static short[] Speech(string leg)
    {
        var line = s_call.Lines.First(l => l.Leg == leg);
        return s_call.Leg(leg).AsSpan((int)(line.Start.TotalSeconds * 8000), 16_000).ToArray();
    }
}
