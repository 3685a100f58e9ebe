using System.Globalization;
using CallSummary.Summarization.Prompts;
using CallSummary.Summarization.Transcripts;
using Microsoft.SemanticKernel;
using Microsoft.SemanticKernel.ChatCompletion;

namespace CallSummary.Summarization.Summaries;

/// <summary>The messages that a model reads. The transcript is quoted in a user message and is nowhere an instruction; there are no tools to call.</summary>
internal sealed class SummaryConversation
{
    private readonly SummaryModel _model;
    private readonly ChatHistory _messages = [];
    private readonly PromptExecutionSettings _settings;

    /// <exception cref="ContextExceededException">The transcript is longer than the model takes.</exception>
    public SummaryConversation(SummaryModel model, Transcript transcript)
    {
        _model = model;
        if (transcript.Text.Length > model.MaxCharacters)
        {
            throw new ContextExceededException($"{transcript.Text.Length} characters of transcript exceed the limit of {model.MaxCharacters}.");
        }

        if (model.TakesTranscriptAlone)
        {
            _messages.AddUserMessage(transcript.Text);
        }
        else
        {
            Instructions = Prompt.Summary(transcript.Language);
            _messages.AddSystemMessage(Instructions.Text);
            _messages.AddUserMessage($"<transcript>\n{transcript.Text.Replace('<', '‹').Replace('>', '›')}\n</transcript>");
        }

        _settings = new PromptExecutionSettings
        {
            ExtensionData = new Dictionary<string, object>
            {
                ["temperature"] = 0f,
                ["response_format"] = SummarySchema.For(transcript.Lines.Count),
                ["strict"] = true,
            },
        };
        if (model.MaxAnswerTokens is { } most)
        {
            _settings.ExtensionData["max_tokens"] = most;
        }
    }

    /// <summary>Our instructions, or null for a model that needs none.</summary>
    public Prompt? Instructions { get; }

    public async Task<string> AskAsync(CancellationToken cancellationToken)
    {
        var answer = await _model.Chat.GetChatMessageContentAsync(_messages, _settings, kernel: null, cancellationToken);
        return answer.Content ?? string.Empty;
    }

    public void AskToRepair(string answer, IReadOnlyList<string> problems)
    {
        _messages.AddAssistantMessage(answer);
        _messages.AddUserMessage(string.Format(CultureInfo.InvariantCulture, Prompt.Repair.Text, string.Join('\n', problems.Select(problem => $"- {problem}"))));
    }
}
