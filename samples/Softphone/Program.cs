using CallSummary.Audio;
using CallSummary.Audio.Wav;
using CallSummary.Sip.Messages;
using CallSummary.Softphone;

// softphone dial sip:1000@127.0.0.1:5060 [hello.wav [heard.wav]]    plays the file, hangs up when it ends
// softphone answer 5070 [hello.wav [heard.wav]]                      answers one call, plays the file, stays until the other hangs up
if (args.Length < 2 || args[0] is not ("dial" or "answer"))
{
    Console.Error.WriteLine("Usage: softphone dial SIP-URI [PLAY.wav [HEARD.wav]] | softphone answer PORT [PLAY.wav [HEARD.wav]]");
    return 2;
}

using var interrupted = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    interrupted.Cancel();
};
try
{
    await using var phone = new Softphone(new SoftphoneOptions { Port = args[0] == "answer" ? int.Parse(args[1]) : 0 });
    await phone.StartAsync(interrupted.Token);
    await using var call = args[0] == "dial"
        ? await phone.DialAsync(SipUri.Parse(args[1]), interrupted.Token)
        : await phone.NextCallAsync(interrupted.Token);
    Console.WriteLine($"Talking to {call.Session.RemoteParty}. Ctrl+C hangs up.");
    if (args.Length > 2)
    {
        await call.PlayAsync(AudioClip.Load(args[2]).Samples, interrupted.Token);
    }

    if (args[0] == "answer" || args.Length == 2)
    {
        await call.Ended.WaitAsync(interrupted.Token);
    }

    if (args.Length > 3)
    {
        using var heard = new WavWriter(File.Create(args[3]), AudioClip.SampleRate, 1);
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
