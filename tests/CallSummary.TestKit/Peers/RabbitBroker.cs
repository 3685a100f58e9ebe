using System.Diagnostics;
using Xunit;

namespace CallSummary.TestKit.Peers;

/// <summary>The whole test broker. Stopping it touches every test that uses it: only from a collection that runs alone.</summary>
public static class RabbitBroker
{
    /// <summary>Stops the broker: connections break, its port is closed.</summary>
    public static Task StopAsync() => ControlAsync("stop_app");

    /// <summary>Starts it again.</summary>
    public static Task StartAsync() => ControlAsync("start_app");

    private static async Task ControlAsync(string command)
    {
        using var process = Process.Start(new ProcessStartInfo(Prerequisites.RabbitMqCtl(), [command]) { RedirectStandardOutput = true })!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"rabbitmqctl {command} failed: {output}");
    }
}
