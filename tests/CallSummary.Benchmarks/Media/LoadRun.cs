namespace CallSummary.Benchmarks.Media;

/// <summary>One contender under one load, measured and checked.</summary>
/// <param name="Name">Whose it is.</param>
/// <param name="CpuPerCallMinute">CPU seconds of its process for a minute of one call.</param>
/// <param name="MachinePerCallMinute">CPU seconds of the whole machine for the same, the player's included.</param>
/// <param name="PlayerBusy">Share of one processor that the player's thread used.</param>
/// <param name="Delay">Median and 99.9th percentile of the time from sender to receiver, in milliseconds.</param>
internal sealed record LoadRun(string Name, double CpuPerCallMinute, double MachinePerCallMinute, double PlayerBusy, (double Median, double P999) Delay)
{
    /// <summary>Runs it.</summary>
    /// <exception cref="WorkGateException">A packet was not relayed or recorded as it was sent.</exception>
    public static async Task<LoadRun> MeasureAsync(Contender contender, int calls, TimeSpan time, bool relayed)
    {
        var ports = await contender.OpenAsync(calls);
        using var player = new LoadPlayer(ports);
        player.Start();
        await Window.PassAsync(contender.WarmUp);
        player.ResetDelays();
        var (cpu, machine, own, packets, watch) = (ProcessCpu.Of(contender.ProcessId), ProcessCpu.OfMachine(), player.Cpu, player.SentPerLeg, TimeProvider.System.GetTimestamp());
        await Window.PassAsync(time);
        var minutes = calls * (player.SentPerLeg - packets) * 0.020 / 60;
        cpu = (ProcessCpu.Of(contender.ProcessId) - cpu) / minutes;
        machine = (ProcessCpu.OfMachine() - machine) / minutes;
        var busy = (player.Cpu - own) / TimeProvider.System.GetElapsedTime(watch);
        var delay = (player.DelayMilliseconds(0.5), player.DelayMilliseconds(0.999));
        player.Stop();
        var recorded = await contender.CloseAsync(ports.Count);
        Check(contender, player, recorded, relayed);
        var run = new LoadRun(contender.Name, cpu, machine, busy, delay);
        await Console.Error.WriteLineAsync(
            $"  {run.Name,-22} {calls,5} calls: {cpu:0.00000} CPU-s/call-min, machine {machine:0.00000}, player {busy:P0} busy{(relayed ? $", delay {delay.Item1:0.00} / {delay.Item2:0.00} ms" : string.Empty)}, late rounds {player.LateRounds}");
        return run;
    }

    private static void Check(Contender contender, LoadPlayer player, int[] recorded, bool relayed)
    {
        var sent = player.SentPerLeg;
        var missing = recorded.Sum(r => Math.Abs(sent - r));
        var notBack = relayed ? player.ReceivedOfLeg.Sum(r => Math.Abs(sent - r)) : 0;
        if (player.NotSent > 0 || player.Wrong > 0 || missing > 0 || notBack > 0)
        {
            throw new WorkGateException(
                $"{contender.Name}: of {sent} packets of each of {recorded.Length} legs, {missing} in all are not in the recordings, {notBack} did not reach the other party, "
                + $"{player.Wrong} came changed; the player could not send {player.NotSent}. {(contender as OwnEngine)?.LastMark}");
        }
    }
}
