using CallSummary.AllInOne;

return await AllInOneCommandLine.Create().Parse(args).InvokeAsync();
