using CallSummary.Transcription.Whisper;
using Microsoft.Extensions.Logging.Abstractions;

namespace CallSummary.Transcription.Workers;

/// <summary>The hidden command <c>transcribe-worker</c>: a process that the service starts for itself, one utterance after the other over its standard streams.</summary>
public static class WorkerCommand
{
    internal const string Name = "transcribe-worker";

    /// <summary>Whether the command line asks for it.</summary>
    public static bool IsAsked(IReadOnlyList<string> args) => args is [Name];

    /// <summary>Works until the parent closes the pipe or dies.</summary>
    /// <returns>The process's exit code.</returns>
    public static async Task<int> RunAsync()
    {
        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        try
        {
            var (setup, _) = await WorkerFrames.ReadAsync<WorkerSetup>(input, CancellationToken.None);
            using var model = await LoadAsync(setup, output);
            while (model is not null)
            {
                var (request, samples) = await WorkerFrames.ReadAsync<WorkerRequest>(input, CancellationToken.None);
                await WorkerFrames.WriteAsync(output, await HearAsync(model, setup.Options, request, samples), default, CancellationToken.None);
            }

            return 1;
        }
        catch (EndOfStreamException)
        {
            return 0;
        }
    }

    private static async Task<WhisperModel?> LoadAsync(WorkerSetup setup, Stream output)
    {
        try
        {
            setup.Options.Threads ??= setup.Threads;
            var model = WhisperModel.Load(setup.ModelPath, setup.Options, NullLogger.Instance);
            await WorkerFrames.WriteAsync(output, new WorkerReady(model.Name, model.Plan, null), default, CancellationToken.None);
            return model;
        }
        catch (TranscriptionException e)
        {
            await WorkerFrames.WriteAsync(output, new WorkerReady("", null, e.Message), default, CancellationToken.None);
            return null;
        }
    }

    private static async Task<WorkerAnswer> HearAsync(WhisperModel model, TranscriptionOptions options, WorkerRequest request, float[] samples)
    {
        var speech = new Speech(samples) { Language = request.Language, LikelyLanguage = request.LikelyLanguage, Vocabulary = request.Vocabulary, IsPartial = request.IsPartial };
        try
        {
            return new WorkerAnswer(await new WhisperListening(model, options, speech, CancellationToken.None).RunAsync(), null);
        }
        catch (TranscriptionException e)
        {
            return new WorkerAnswer(null, e.Message);
        }
    }
}
