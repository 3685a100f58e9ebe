using System.Security.Cryptography.X509Certificates;
using CallSummary.Audio;
using CallSummary.Audio.Wav;
using CallSummary.Sip.Messages;
using CallSummary.Sip.Transports;
using CallSummary.Softphone;

// softphone dial sip:1000@127.0.0.1:5060 [hello.wav [heard.wav]]    plays the file, hangs up when it ends
// softphone answer 5070 [hello.wav [heard.wav]]                      answers one call, plays the file, stays until the other hangs up
// --tls certificate+key.pem  shows a certificate, and answers over TLS on the next port; --ca roots.pem  whom to believe. Dial sips:... or sip:...;transport=tls
var (files, words) = (new Dictionary<string, string>(), new List<string>());
for (var i = 0; i < args.Length; i++)
{
    if (args[i] is "--tls" or "--ca" && i + 1 < args.Length) files[args[i]] = args[++i];
    else words.Add(args[i]);
}

if (words.Count < 2 || words[0] is not ("dial" or "answer"))
{
    Console.Error.WriteLine("Usage: softphone dial SIP-URI [PLAY.wav [HEARD.wav]] | softphone answer PORT [PLAY.wav [HEARD.wav]]   [--tls CERTIFICATE.pem] [--ca ROOTS.pem]");
    return 2;
}

SipTlsOptions? tls = null;
if (files.Count > 0)
{
    var roots = new X509Certificate2Collection();
    if (files.TryGetValue("--ca", out var ca)) roots.ImportFromPemFile(ca);
    tls = new SipTlsOptions
    {
        Certificate = files.TryGetValue("--tls", out var pem) ? X509Certificate2.CreateFromPemFile(pem) : null,
        TrustedRoots = roots.Count > 0 ? roots : null,
    };
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
try
{
    await using var phone = new Softphone(new SoftphoneOptions
    {
        Port = words[0] == "answer" ? int.Parse(words[1]) : 0,
        TlsPort = words[0] == "answer" ? int.Parse(words[1]) + 1 : 0,
        Tls = tls,
    });
    await phone.StartAsync(interrupted.Token);
    await using var call = words[0] == "dial"
        ? await phone.DialAsync(SipUri.Parse(words[1]), interrupted.Token)
        : await phone.NextCallAsync(interrupted.Token);
    Console.WriteLine($"Talking to {call.Session.RemoteParty}. Ctrl+C hangs up.");
    if (words.Count > 2)
    {
        await call.PlayAsync(AudioClip.Load(words[2]).Samples, interrupted.Token);
    }

    if (words[0] == "answer" || words.Count == 2)
    {
        await call.Ended.WaitAsync(interrupted.Token);
    }

    if (words.Count > 3)
    {
        using var heard = new WavWriter(File.Create(words[3]), AudioClip.SampleRate, 1);
        heard.Write(call.Heard);
    }

    return 0;
}
catch (OperationCanceledException)
{
    return 0;
}
catch (SoftphoneCallException failed)
{
    Console.Error.WriteLine(failed.Message);
    return 1;
}
