# Completion of xform for fish. In ~/.config/fish/config.fish: xform completion fish | source
function __xform_complete
    set -l before (commandline -opc)
    $before[1] __complete $before[2..-1] (commandline -ct) 2>/dev/null
end
complete -c xform -f -a '(__xform_complete)'
for option in project-dir profiles-dir target-path log-path state defer-state junit
    complete -c xform -l $option -r -F
end
