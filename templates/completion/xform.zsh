#compdef xform
# Completion of xform for zsh. In ~/.zshrc: source <(xform completion zsh)
(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }
_xform() {
  local -a candidates
  candidates=("${(@f)$("${words[1]}" __complete "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  candidates=("${(@)candidates:#}")
  if (( ${#candidates} == 0 )); then
    _files
  elif (( ${#candidates} == 1 )) && [[ ${candidates[1]} == *: ]]; then
    compadd -S '' -- "${candidates[@]}"
  else
    compadd -- "${candidates[@]}"
  fi
}
compdef _xform xform
