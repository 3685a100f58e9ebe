using System.Globalization;
using System.Net;
using System.Net.Sockets;
using CallSummary.AcceptanceTests.Deployments;
using CallSummary.TestKit;

namespace CallSummary.AcceptanceTests.BadInput;

/// <summary>README: what an operator can put right is told in one message that names the setting and the fix, without a stack trace.</summary>
public sealed class SettingTests : IDisposable
{
    private readonly TempFolder _folder = new();

    [Theory]
    [InlineData("CallSummary:Gateway:SipUdp", "nonsense", "CallSummary:Gateway:SipUdp")]
    [InlineData("CallSummary:Gateway:Media:PortMin", "many", "CallSummary:Gateway:Media:PortMin")]
    [InlineData("CallSummary:Gateway:MaxCals", "7", "MaxCals")]
    public async Task A_nonsense_setting_is_named_with_what_to_write(string key, string value, string named)
    {
        var message = await FailAsync((key, value));
        Assert.Contains(named, message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_SIP_port_in_use_is_named_with_the_setting_to_change()
    {
        using var holder = new UdpClient(new IPEndPoint(IPAddress.Loopback, 0));
        var taken = ((IPEndPoint)holder.Client.LocalEndPoint!).Port.ToString(CultureInfo.InvariantCulture);
        var message = await FailAsync(("CallSummary:Gateway:SipUdp", $"127.0.0.1:{taken}"));
        Assert.Contains(taken, message, StringComparison.Ordinal);
        Assert.Contains("CallSummary:Gateway", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_HTTP_port_in_use_is_named_with_the_setting_to_change()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        var taken = ((IPEndPoint)holder.LocalEndpoint).Port.ToString(CultureInfo.InvariantCulture);
        var message = await FailAsync(("Urls", $"http://127.0.0.1:{taken}"));
        Assert.Contains(taken, message, StringComparison.Ordinal);
        Assert.Contains("Urls", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_speech_model_that_is_none_is_named_with_its_setting()
    {
        var model = _folder["noise.bin"];
        var noise = new byte[100_000];
        new Random(1).NextBytes(noise);
        await File.WriteAllBytesAsync(model, noise, TestContext.Current.CancellationToken);
        var message = await FailAsync(("CallSummary:Transcription:ModelPath", model));
        Assert.Contains(model, message, StringComparison.Ordinal);
        Assert.Contains("CallSummary:Transcription:ModelPath", message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_summary_model_that_was_cut_off_is_named_with_its_setting()
    {
        var model = _folder["half.gguf"];
        var whole = await File.ReadAllBytesAsync(
            Path.Combine(RepositoryRoot.Path, "samples", "demo-models", "summary-demo-q8_0.gguf"), TestContext.Current.CancellationToken);
        await File.WriteAllBytesAsync(model, whole[..(whole.Length / 2)], TestContext.Current.CancellationToken);
        var message = await FailAsync(("CallSummary:Summarization:Llama:ModelPath", model));
        Assert.Contains(model, message, StringComparison.Ordinal);
        Assert.Contains("CallSummary:Summarization:Llama:ModelPath", message, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>Starts the service, which must end by itself; returns all that it wrote.</summary>
    private async Task<string> FailAsync((string Key, string Value) wrong)
    {
        var settings = DeploymentSettings.Create(_folder.Path, new IPEndPoint(IPAddress.Loopback, FreePort.Udp()), FreePort.Udp());
        settings["Urls"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{FreePort.Tcp()}");
        settings[wrong.Key] = wrong.Value;
        await using var process = ChildProcess.StartOurs("CallSummary.AllInOne", settings);
        var exitCode = await process.ExitAsync(TimeSpan.FromMinutes(2));

        var written = string.Join('\n', process.Lines);
        Assert.True(exitCode != 0, written);
        Assert.DoesNotContain("   at ", written, StringComparison.Ordinal);
        Assert.DoesNotContain("Unhandled exception", written, StringComparison.Ordinal);
        return written;
    }
}
