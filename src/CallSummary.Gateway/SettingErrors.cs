using Microsoft.Extensions.Options;

namespace CallSummary.Gateway;

/// <summary>What is wrong with the settings, each with its full path.</summary>
internal sealed class SettingErrors(string section)
{
    private readonly List<string> _errors = [];

    public void Add(string setting, string problem) => _errors.Add($"{section}:{setting} {problem}");

    public ValidateOptionsResult ToResult() => _errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(_errors);
}
