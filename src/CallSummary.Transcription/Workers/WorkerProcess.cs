using System.ComponentModel;
using System.Diagnostics;
using System.Reflection;

namespace CallSummary.Transcription.Workers;

/// <summary>One worker process, as its parent sees it. Dispose ends it, whatever it does.</summary>
internal sealed class WorkerProcess : IDisposable
{
    private readonly Process _process;

    private WorkerProcess(Process process, string modelPath)
    {
        _process = process;
        ModelPath = modelPath;
    }

    public int Id => _process.Id;

    /// <summary>The file that it loaded.</summary>
    public string ModelPath { get; }

    /// <summary>Its model, for provenance.</summary>
    public string Model { get; private set; } = "";

    /// <summary>What suits its model on this machine.</summary>
    public WorkerPlan Plan { get; private set; } = null!;

    /// <summary>Starts a worker and waits until its model is loaded.</summary>
    /// <exception cref="TranscriptionException">The program or the model cannot be used; the message names the fix.</exception>
    /// <exception cref="WorkerCrashedException">It ended while it loaded the model.</exception>
    public static async Task<WorkerProcess> StartAsync(string modelPath, TranscriptionOptions options, int? threads, CancellationToken cancellationToken)
    {
        var start = Command(options.WorkerProgram);
        start.RedirectStandardInput = start.RedirectStandardOutput = true;
        start.UseShellExecute = false;
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new TranscriptionException($"The worker program '{start.FileName}' does not start ({e.Message}). Check {TranscriptionOptions.Section}:WorkerProgram.", e);
        }

        var worker = new WorkerProcess(process, modelPath);
        try
        {
            var ready = await worker.ExchangeAsync<WorkerSetup, WorkerReady>(new WorkerSetup(modelPath, options, threads), default, cancellationToken);
            (worker.Model, worker.Plan) = ready.Plan is { } plan ? (ready.Model, plan) : throw new TranscriptionException(ready.Error ?? "The worker does not say what it is.");
            return worker;
        }
        catch
        {
            worker.Dispose();
            throw;
        }
    }

    /// <exception cref="WorkerCrashedException">It ended while it worked.</exception>
    /// <exception cref="TranscriptionException">The engine reported an error; the worker goes on.</exception>
    public async Task<Recognition> HearAsync(Speech speech, CancellationToken cancellationToken)
    {
        var answer = await ExchangeAsync<WorkerRequest, WorkerAnswer>(
            new WorkerRequest(speech.Language, speech.LikelyLanguage, speech.Vocabulary, speech.IsPartial), speech.Samples, cancellationToken);
        return answer.Heard ?? throw new TranscriptionException(answer.Error ?? "The worker gave no answer.");
    }

    public void Dispose()
    {
        try
        {
            _process.Kill();
        }
        catch (InvalidOperationException)
        {
            // It has ended by itself.
        }

        _process.Dispose();
    }

    private async Task<TAnswer> ExchangeAsync<TMessage, TAnswer>(TMessage message, ReadOnlyMemory<float> samples, CancellationToken cancellationToken)
    {
        try
        {
            await WorkerFrames.WriteAsync(_process.StandardInput.BaseStream, message, samples, cancellationToken);
            return (await WorkerFrames.ReadAsync<TAnswer>(_process.StandardOutput.BaseStream, cancellationToken)).Message;
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            throw new WorkerCrashedException($"The worker process {_process.Id} ended while it worked.", e);
        }
    }

    // The program itself, or the one that is configured (a .dll runs under the same dotnet).
    private static ProcessStartInfo Command(string? program)
    {
        var own = Environment.ProcessPath ?? "dotnet";
        program ??= Path.GetFileNameWithoutExtension(own) == "dotnet" ? Assembly.GetEntryAssembly()!.Location : own;
        return program.EndsWith(".dll", StringComparison.OrdinalIgnoreCase)
            ? new ProcessStartInfo(Path.GetFileNameWithoutExtension(own) == "dotnet" ? own : Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", [program, WorkerCommand.Name])
            : new ProcessStartInfo(program, [WorkerCommand.Name]);
    }
}
